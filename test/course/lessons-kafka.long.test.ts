// Every lesson on Apache Kafka itself as an existing office (`--bureau host:port`): crash lessons in their safe form,
// the archives by DeleteRecords.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProse } from '../../src/course/catalogue.js'
import { createOffice } from '../../src/office/index.js'
import { createInspector } from '../../src/office/inspector.js'
import { type KafkaProcess, kafkaAvailable, startKafka } from '../support/kafka.js'
import { importLesson, lessonsOfAnyOffice, playForTest } from '../support/lessons.js'

const LESSONS = await lessonsOfAnyOffice()

/** Why a lesson is not whole there, as it must say itself. */
const FIDELITY: Record<string, string> = {
  '01-bureau-de-poste': 'unavailable',
  '02-guichet': 'simplified',
  '08-retard': 'simplified',
  '09-panne': 'simplified',
  '12-archives': 'simplified',
  // Without an engine of Docker's.
  '14-trop-de-requetes': 'simplified',
}

/** What an office that may have several brokers leaves open is told there, not judged: kafkajs may go on giving signs of life. */
const TOLD: Record<string, string[]> = { '08-retard': ['occupe'] }

describe.skipIf(!kafkaAvailable('4.3.1'))('lessons on Apache Kafka 4.3.1', { timeout: 120_000 }, () => {
  let kafka: KafkaProcess

  beforeAll(async () => {
    process.env.DOCKER_HOST = 'unix:///nowhere/docker.sock'
    // As it comes: a team's first members are waited for during three seconds.
    kafka = await startKafka('4.3.1', { initialRebalanceDelayMs: 3000 })
  })
  afterAll(() => kafka?.stop())

  for (const id of LESSONS) {
    test(`${id} plays itself to its end, held against Kafka, and leaves nothing there`, async () => {
      const lesson = await importLesson(id)
      const office = await createOffice(kafka.brokers.join())
      const fidelity = await lesson.fidelity(office.can)
      expect(fidelity).toBe(FIDELITY[id] ?? 'real')
      const { recorded, screen } = await playForTest(lesson, { office })
      if (fidelity !== 'real') expect(screen.text).toContain((await loadProse(id)).intro.text('fidelity', {}))
      if (fidelity === 'unavailable') return expect(recorded).toEqual([])
      const played = (kind: string) => lesson.steps.filter((step) => step.kind === kind).map((step) => step.id)
      const right = recorded.flatMap((entry) => (entry.kind === 'prediction' && entry.right ? [entry.step] : []))
      const done = recorded.flatMap((entry) => (entry.kind === 'task' && entry.outcome === 'done' ? [entry.step] : []))
      const judged = played('prediction').filter((step) => !TOLD[id]?.includes(step))
      expect({ right, done }).toEqual({ right: judged, done: played('task') })
      expect(screen.text).not.toMatch(/\{\{|undefined|NaN/)
      const inspector = createInspector({ brokers: kafka.brokers })
      try {
        const left = [...(await inspector.topics()), ...(await inspector.groups())]
        expect(left.filter((name) => name.startsWith('guichet-'))).toEqual([])
      } finally {
        await inspector.disconnect()
      }
    })
  }
})
