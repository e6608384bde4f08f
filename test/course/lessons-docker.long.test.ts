// Every lesson on Apache Kafka in Docker: what is taught on our own broker holds on Kafka itself.
import { describe, expect, test } from 'vitest'
import { listLessons } from '../../src/course/catalogue.js'
import { dockerOffice } from '../../src/office/docker.js'
import { dockerProblem, useEngineWithKafka } from '../support/docker.js'
import { tooHigh } from '../support/heights.js'
import { importLesson, playForTest } from '../support/lessons.js'

const reason = dockerProblem ? ` (${dockerProblem})` : ''

describe.skipIf(dockerProblem)(`lessons on Docker${reason}`, { timeout: 240_000 }, () => {
  useEngineWithKafka()

  for (const { id } of listLessons()) {
    test(`${id} plays itself to its end, held against Kafka`, async () => {
      const lesson = await importLesson(id)
      const office = await dockerOffice({ name: 'lara' })
      if ((await lesson.fidelity(office.can)) === 'unavailable') return office.dispose()
      const { recorded, screen } = await playForTest(lesson, { office })
      expect(recorded.filter((entry) => entry.kind === 'prediction' && !entry.right)).toEqual([])
      expect(recorded.filter((entry) => entry.kind === 'task' && entry.outcome !== 'done')).toEqual([])
      expect(screen.text).not.toMatch(/\{\{|undefined|NaN/)
      expect(tooHigh(screen.screens)).toEqual([])
    })
  }
})
