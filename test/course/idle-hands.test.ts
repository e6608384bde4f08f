// Each lesson with the learner's hands tied: its task must fail, and say what it observed instead.
import { describe, expect, it, vi } from 'vitest'
import { listLessons } from '../../src/course/catalogue.js'
import { LessonFailed } from '../../src/course/lesson.js'
import type { TaskOptions } from '../../src/course/steps/task.js'
import { importLesson, playForTest } from '../support/lessons.js'

vi.mock('../../src/course/steps/task.js', async (original) => {
  const real = await original<typeof import('../../src/course/steps/task.js')>()
  return {
    ...real,
    task: (id: string, options: TaskOptions) => real.task(id, { ...options, solution: async () => {} }),
  }
})

/** A task is given twenty seconds: by default one lesson is enough to see that the check holds. */
/** Lesson 13 needs Docker: lessons-docker.test.ts plays it. */
const LESSONS = listLessons()
  .map(({ id }) => id)
  .filter((id) => id !== '13-docker')
const CHOSEN = process.env.GUICHET_LONG ? LESSONS : LESSONS.filter((id) => /^05/.test(id))

describe.concurrent.each(CHOSEN)('lesson %s, with nobody to act', (id) => {
  it('fails at its task', { timeout: 120_000 }, async () => {
    const lesson = await importLesson(id)
    const task = lesson.steps.find(({ kind }) => kind === 'task')!
    const failure = await playForTest(lesson).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(LessonFailed)
    expect((failure as LessonFailed).step).toBe(task.id)
    expect((failure as LessonFailed).observed).not.toMatch(/undefined|\{\{/)
  })
})
