// Lesson 11 with a learner who takes their time: what a stuck reader does must last as long as they read.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { afterEachStep, importLesson, playForTest } from '../support/lessons.js'

/** Milliseconds: more than twice the session of our readers. */
const READING = 15_000

it('keeps each strict reader in its place while the learner reads', { timeout: 90_000 }, async () => {
  const seen = new Set<string>()
  const lesson = afterEachStep(await importLesson('11-lettre-illisible'), async (kind, { scene }) => {
    if (kind !== 'observation') return
    for (const end = Date.now() + READING; Date.now() < end; await sleep(200)) {
      const { members } = await scene.office.inspector.group('trio')
      const shares = members.map(({ clientId, partitions }) => `${clientId}: ${partitions}`)
      seen.add(shares.sort().join(', '))
    }
  })
  await playForTest(lesson)
  expect([...seen]).toEqual(['trio-1: 0, trio-2: 1, trio-3: 2'])
})
