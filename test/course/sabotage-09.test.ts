// Lesson 9 on an office that lies: its receipts are held against what it kept.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LessonFailed } from '../../src/course/lesson.js'
import { embeddedOffice } from '../../src/office/embedded.js'
import { freePort } from '../../src/programs/port.js'
import { bundleFixture } from '../support/bundle.js'
import { importLesson, playForTest } from '../support/lessons.js'

let fixture: Awaited<ReturnType<typeof bundleFixture>>
beforeAll(async () => {
  fixture = await bundleFixture('test/course/fixtures/losing-office.ts')
})
afterAll(() => fixture.remove())

it('sees receipts given for letters that were never filed', { timeout: 60_000 }, async () => {
  const office = embeddedOffice({ port: await freePort(), program: fixture.file })
  const failure = await playForTest(await importLesson('09-panne'), { office }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(LessonFailed)
  expect(failure).toMatchObject({ step: 'constat', expected: 'Toutes, sans exception.' })
  expect((failure as LessonFailed).observed).toMatch(/^8.récépissés d’avant, [12].lettres? retrouvées/)
})
