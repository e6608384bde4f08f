// Lesson 10 where something it relies on does not work: what is set aside is held against the ledger and the drawer.
import { expect, it, vi } from 'vitest'
import { LessonFailed } from '../../src/course/lesson.js'
import { Scene } from '../../src/course/scene/scene.js'
import { embeddedOffice } from '../../src/office/embedded.js'
import { freePort } from '../../src/programs/port.js'
import { importLesson, playForTest } from '../support/lessons.js'

const TIMEOUT = 90_000

async function failureOf(office: ReturnType<typeof embeddedOffice>): Promise<unknown> {
  return playForTest(await importLesson('10-doublon'), { office }).catch((error: unknown) => error)
}

it('sees that nobody put the bookmark back', { timeout: TIMEOUT }, async () => {
  const office = embeddedOffice({ port: await freePort() })
  office.inspector.moveBookmark = async () => {}
  const failure = await failureOf(office)
  expect(failure).toBeInstanceOf(LessonFailed)
  expect(failure).toMatchObject({ step: 'registre' })
  expect((failure as LessonFailed).observed).toMatch(/^registre.: 8 lignes pour 10.lettres.; retard.: 0/)
})

it('sees that nothing was read twice, where the reader was asked to leave instead of killed', {
  timeout: TIMEOUT,
}, async () => {
  const kill = vi.spyOn(Scene.prototype, 'kill').mockImplementation(async function (this: Scene, who) {
    await this.running(who)?.stop()
  })
  const failure = await failureOf(embeddedOffice({ port: await freePort() }))
  kill.mockRestore()
  expect(failure).toBeInstanceOf(LessonFailed)
  expect(failure).toMatchObject({ step: 'doublon', observed: 'rien de tapé encore' })
})
