// Lesson 14 with a storehouse that does not do what the lesson shows: its own headers and answers give it away.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LessonFailed } from '../../src/course/lesson.js'
import type { LabOptions } from '../../src/diagnostic/lab/server.js'
import { embeddedOffice } from '../../src/office/embedded.js'
import { freePort } from '../../src/programs/port.js'
import { failureIn } from '../support/sabotage.js'

let wrong: LabOptions = {}
vi.mock('../../src/diagnostic/lab/server.js', async (original) => {
  const real = await original<typeof import('../../src/diagnostic/lab/server.js')>()
  return { ...real, openLab: () => real.openLab(wrong) }
})

// By our own exchange, whatever engine there is.
const { DOCKER_HOST } = process.env
beforeEach(() => {
  process.env.DOCKER_HOST = 'unix:///nowhere/docker.sock'
})
afterEach(() => {
  if (DOCKER_HOST === undefined) delete process.env.DOCKER_HOST
  else process.env.DOCKER_HOST = DOCKER_HOST
})

async function failureWith(options: LabOptions): Promise<LessonFailed> {
  wrong = options
  return failureIn(embeddedOffice({ port: await freePort() }), '14-trop-de-requetes')
}

it('sees that nothing was refused', async () => {
  const { step, expected, observed } = await failureWith({ anonymous: 10 })
  expect([step, expected]).toEqual(['constat', 'Celui de l’adresse d’où part la demande.'])
  expect(observed).toMatch(/images refusées, 0 sur 2/)
})

// A task is given twenty seconds.
const itLong = process.env.GUICHET_LONG ? it : () => {}
itLong('sees that signing in lifts nothing', { timeout: 60_000 }, async () => {
  const { step, observed } = await failureWith({ signedIn: 0 })
  expect(step).toBe('compte')
  expect(observed).toMatch(/refuse aussi au nom de lara.: reste 0 sur 200/)
})
