// Lesson 11 where something it relies on does not work: a reader that skips, a copy that never arrives.
import { expect, it, vi } from 'vitest'
import { Scene } from '../../src/course/scene/scene.js'
import { embeddedOffice } from '../../src/office/embedded.js'
import { freePort } from '../../src/programs/port.js'
import { failureIn, failureWithBroker } from '../support/sabotage.js'

const TIMEOUT = 90_000

it('sees a reader that skips what it cannot read', { timeout: TIMEOUT }, async () => {
  const start = Scene.prototype.start
  const spy = vi.spyOn(Scene.prototype, 'start').mockImplementation(function (this: Scene, program, options, how) {
    const skipping = options?.unreadable ? { ...options, unreadable: 'say' as const } : options
    return start.call(this, program, skipping, how)
  })
  const failure = await failureIn(embeddedOffice({ port: await freePort() }), '11-lettre-illisible')
  spy.mockRestore()
  expect(failure).toMatchObject({ step: 'constat', expected: 'Elles attendent.' })
  expect(failure.observed).toMatch(/devant le n°.7, 0.lettre derrière/)
})

it('sees that no copy reached the dead-letter counter', { timeout: TIMEOUT }, async () => {
  const failure = await failureWithBroker('dead-letters-losing-office', '11-lettre-illisible')
  expect(failure).toMatchObject({ step: 'rebuts' })
  expect(failure.observed).toMatch(/^retard.: 0.; aux rebuts.: 0.lettre\. Un autre lecteur a passé le n°.3/)
})
