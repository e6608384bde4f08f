// Lesson 11 where something it relies on does not work: a reader that skips, a copy that never arrives.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { LessonFailed } from '../../src/course/lesson.js'
import { Scene } from '../../src/course/scene/scene.js'
import { embeddedOffice } from '../../src/office/embedded.js'
import { freePort } from '../../src/programs/port.js'
import { bundleFixture } from '../support/bundle.js'
import { importLesson, playForTest } from '../support/lessons.js'

const TIMEOUT = 90_000

async function failureOf(program?: string): Promise<unknown> {
  const office = embeddedOffice({ port: await freePort(), program })
  return playForTest(await importLesson('11-lettre-illisible'), { office }).catch((error: unknown) => error)
}

let fixture: Awaited<ReturnType<typeof bundleFixture>>
beforeAll(async () => {
  fixture = await bundleFixture('test/course/fixtures/rebuts-losing-office.ts')
})
afterAll(() => fixture.remove())

it('sees a reader that skips what it cannot read', { timeout: TIMEOUT }, async () => {
  const start = Scene.prototype.start
  const spy = vi.spyOn(Scene.prototype, 'start').mockImplementation(function (this: Scene, program, options, how) {
    const skipping = options?.unreadable ? { ...options, unreadable: 'say' as const } : options
    return start.call(this, program, skipping, how)
  })
  const failure = await failureOf()
  spy.mockRestore()
  expect(failure).toBeInstanceOf(LessonFailed)
  expect(failure).toMatchObject({ step: 'constat', expected: 'Elles attendent.' })
  expect((failure as LessonFailed).observed).toMatch(/devant le n°.7, 0.lettre derrière/)
})

it('sees that no copy reached the dead-letter counter', { timeout: TIMEOUT }, async () => {
  const failure = await failureOf(fixture.file)
  expect(failure).toBeInstanceOf(LessonFailed)
  expect(failure).toMatchObject({ step: 'rebuts' })
  expect((failure as LessonFailed).observed).toMatch(
    /^retard.: 0.; aux rebuts.: 0.lettre\. Un autre lecteur a passé le n°.3/,
  )
})
