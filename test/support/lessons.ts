// Plays a lesson as the course does, on an office of its own, with a recording screen.
import { listLessons, loadProse } from '../../src/course/catalogue.js'
import type { Lesson, StepContext } from '../../src/course/lesson.js'
import { playLesson } from '../../src/course/player.js'
import type { Recorded } from '../../src/course/progress.js'
import { Stage } from '../../src/course/stage.js'
import { embeddedOffice } from '../../src/office/embedded.js'
import type { PostOffice } from '../../src/office/post-office.js'
import { freePort } from '../../src/programs/port.js'
import { RecordingScreen, type Script } from './recording-screen.js'

export interface Played {
  screen: RecordingScreen
  recorded: Recorded[]
}

export interface PlayOptions {
  office?: PostOffice
  /** A learner who answers; without one the lesson plays itself. */
  script?: Script
}

/** Rejects as the lesson does. The office is disposed of in any case. */
export async function playForTest(lesson: Lesson, { office, script }: PlayOptions = {}): Promise<Played> {
  const where = office ?? embeddedOffice({ port: await freePort() })
  const screen = new RecordingScreen(script)
  const recorded: Recorded[] = []
  try {
    await playLesson({
      number: Number.parseInt(lesson.id, 10),
      lesson,
      prose: await loadProse(lesson.id),
      office: where,
      stage: new Stage(screen),
      auto: script === undefined,
      record: (entry) => recorded.push(entry),
    })
  } finally {
    await where.dispose()
  }
  return { screen, recorded }
}

export async function importLesson(id: string): Promise<Lesson> {
  return (await import(`../../lessons/${id}/lesson.ts`)).default
}

/** Ids of the lessons played in whatever office one is in: those that ask for an office of their own are played in it, apart. */
export async function lessonsOfAnyOffice(): Promise<string[]> {
  const lessons = await Promise.all(listLessons().map(({ id }) => importLesson(id)))
  return lessons.filter(({ office }) => office === undefined).map(({ id }) => id)
}

/** The lesson, with something done after each of its steps. */
export function afterEachStep(lesson: Lesson, look: (kind: string, context: StepContext) => Promise<void>): Lesson {
  const steps = lesson.steps.map((step) => ({
    ...step,
    play: async (context: StepContext) => {
      await step.play(context)
      await look(step.kind, context)
    },
  }))
  return { ...lesson, steps }
}
