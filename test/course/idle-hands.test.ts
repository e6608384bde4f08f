// Each lesson with the learner's hands tied: its task must fail, and say what it observed instead.
import { describe, expect, it, vi } from 'vitest'
import { LessonFailed } from '../../src/course/lesson.js'
import type { TaskOptions } from '../../src/course/steps/task.js'
import { importLesson, lessonsOfAnyOffice, playForTest } from '../support/lessons.js'

vi.mock('../../src/course/steps/task.js', async (original) => {
  const real = await original<typeof import('../../src/course/steps/task.js')>()
  return {
    ...real,
    task: (id: string, options: TaskOptions) => real.task(id, { ...options, solution: async () => {} }),
  }
})

/** A task is given twenty seconds: by default one lesson is enough to see that the check holds. */
const LESSONS = await lessonsOfAnyOffice()
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
