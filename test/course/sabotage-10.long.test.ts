// Lesson 10 where something it relies on does not work: what is set aside is held against the ledger and the drawer.
import { expect, it, vi } from 'vitest'
import { Scene } from '../../src/course/scene/scene.js'
import { embeddedOffice } from '../../src/office/embedded.js'
import { freePort } from '../../src/programs/port.js'
import { failureIn } from '../support/sabotage.js'

const TIMEOUT = 90_000

it('sees that nobody put the bookmark back', { timeout: TIMEOUT }, async () => {
  const office = embeddedOffice({ port: await freePort() })
  office.inspector.moveBookmark = async () => {}
  const failure = await failureIn(office, '10-doublon')
  expect(failure).toMatchObject({ step: 'registre' })
  expect(failure.observed).toMatch(/^registre.: 8 lignes pour 10.lettres.; retard.: 0/)
})

it('sees that nothing was read twice, where the reader was asked to leave instead of killed', {
  timeout: TIMEOUT,
}, async () => {
  const kill = vi.spyOn(Scene.prototype, 'kill').mockImplementation(async function (this: Scene, who) {
    await this.running(who)?.stop()
  })
  const failure = await failureIn(embeddedOffice({ port: await freePort() }), '10-doublon')
  kill.mockRestore()
  expect(failure).toMatchObject({ step: 'doublon', observed: 'rien de tapé encore' })
})
