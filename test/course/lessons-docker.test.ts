// Every lesson on Apache Kafka in Docker: what is taught on our own broker holds on Kafka itself. For the long run.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listLessons } from '../../src/course/catalogue.js'
import { dockerOffice } from '../../src/office/docker.js'
import { endAll } from '../../src/programs/ending.js'
import { type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'
import { tooHigh } from '../support/heights.js'
import { importLesson, playForTest } from '../support/lessons.js'

const LESSONS = process.env.GUICHET_LONG ? listLessons() : []
const reason = dockerProblem ? ` (${dockerProblem})` : ''

describe.skipIf(dockerProblem)(`lessons on Docker${reason}`, { timeout: 240_000 }, () => {
  let engine: DockerEngine
  let home: string

  test('only the long run plays them', () => {
    expect(LESSONS.length > 0).toBe(process.env.GUICHET_LONG !== undefined)
  })

  beforeAll(async () => {
    if (LESSONS.length === 0) return
    engine = await startEngine()
    await engine.loadKafka()
    home = mkdtempSync(join(tmpdir(), 'guichet-test-'))
    Object.assign(process.env, engine.env(), { GUICHET_HOME: home, KAFKA_PORT: '19092' })
  })
  afterAll(async () => {
    await endAll()
    await engine?.stop()
    if (home) rmSync(home, { recursive: true, force: true })
  })

  for (const { id } of LESSONS) {
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
