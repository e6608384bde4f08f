// The predictions of the lessons again: other values, no stories, no tasks; each still held against the real broker.
import type { Lesson, Step } from './lesson.js'
import { type PlayOptions, playSteps } from './player.js'
import { Scene } from './scene/scene.js'

/** The part of a lesson that asks and answers: what must run for it, its predictions, and what the broker shows. */
export function questionsOf(lesson: Lesson): Lesson {
  const answers = ({ kind, slots }: Step) => kind === 'observation' && slots.includes('shown')
  const needed = (step: Step) => step.kind === 'run' || step.kind === 'prediction' || answers(step)
  return { ...lesson, steps: lesson.steps.slice(0, lesson.steps.findLastIndex(answers) + 1).filter(needed) }
}

/** Asks a lesson's questions once more, with values that differ. Rejects as `playLesson` does. */
export async function revise(options: PlayOptions): Promise<void> {
  const lesson = questionsOf(options.lesson)
  const fidelity = await lesson.fidelity(options.office.can)
  await playSteps(
    { ...options, lesson, fidelity, brief: true },
    new Scene(options.office, { varies: true, watched: !options.auto }),
  )
}
