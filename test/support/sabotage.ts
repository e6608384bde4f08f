// A lesson played where something is wrong: it has to fail, and to say what it observed.
import { LessonFailed } from '../../src/course/lesson.js'
import { embeddedOffice } from '../../src/office/embedded.js'
import type { PostOffice } from '../../src/office/post-office.js'
import { freePort } from '../../src/programs/port.js'
import { bundleFixture } from './bundle.js'
import { importLesson, playForTest } from './lessons.js'

/** The failure of a lesson that plays itself in this office. Throws when it does not fail as a lesson does. */
export async function failureIn(office: PostOffice, id: string): Promise<LessonFailed> {
  const failure = await playForTest(await importLesson(id), { office }).catch((error: unknown) => error)
  if (failure instanceof LessonFailed) return failure
  throw failure instanceof Error ? failure : new Error(`lesson ${id} did not fail`)
}

/** The same, with a program of test/course/fixtures in the place of the broker. */
export async function failureWithBroker(fixture: string, id: string): Promise<LessonFailed> {
  const { file, remove } = await bundleFixture(`test/course/fixtures/${fixture}.ts`)
  try {
    return await failureIn(embeddedOffice({ port: await freePort(), program: file }), id)
  } finally {
    remove()
  }
}
