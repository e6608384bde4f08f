// A lesson is a value: what happens, in steps, without a word of prose (that is in fr.md and en.md beside it).
import type { Abilities } from '../office/post-office.js'
import type { Place } from '../screen/screen.js'
import type { Recorded } from './progress.js'
import type { Section } from './prose.js'
import type { Scene } from './scene/scene.js'
import type { Stage } from './stage.js'

export type Fidelity = 'real' | 'simplified' | 'unavailable'

export interface Lesson {
  /** The folder's name: `04-destinataire`. */
  id: string
  /** Reading and doing, at a learner's pace. */
  minutes: number
  /** Drawers (partitions) of the `orders` counter its scene sets up. */
  drawers: number
  /** The only kind of office it is played in; where there is none, it is read. It opens that office itself. */
  office?: 'docker'
  /** Ids of the concepts met, named in i18n (`concepts.<id>`): for the learner's record. */
  concepts: string[]
  /** How faithful it is on an office with these abilities; the reason is the prose's `fidelity` slot. */
  fidelity(can: Abilities): Fidelity | Promise<Fidelity>
  steps: Step[]
}

export interface Step {
  /** Names its section in the prose. */
  id: string
  kind: 'story' | 'prediction' | 'run' | 'observation' | 'task' | 'recap'
  /** Slots its section must have, checked by a test in both languages. */
  slots: string[]
  /** Ids of a prediction's choices or a task's actions, in the order of the prose's list. */
  ids?: string[]
  play(context: StepContext): Promise<void>
}

export interface StepContext {
  scene: Scene
  section: Section
  stage: Stage
  place: Place
  /** Where the lesson's last Enter leads. */
  next: string
  /** No question is asked: the right answer and the solution are used, and a failed check ends the lesson. */
  auto: boolean
  /** In a revision nothing is told: programs run, questions are asked, and the learner goes from one to the next. */
  brief: boolean
  /** What has been predicted so far, by step id. */
  predictions: Map<string, Prediction>
  record(entry: Recorded): void
}

export interface Prediction {
  /** The learner's choice; undefined when skipped. */
  said: string | undefined
  /** The answer known before the run, from the client's algorithm or the admin API. */
  truth: string
  labels: Map<string, string>
}

/** The lesson's own check did not hold: what was expected, and what the broker showed. */
export class LessonFailed extends Error {
  override name = 'LessonFailed'
  readonly step: string
  readonly expected: string
  readonly observed: string
  constructor(step: string, expected: string, observed: string) {
    super(`${step}: expected ${expected}, observed ${observed}`)
    this.step = step
    this.expected = expected
    this.observed = observed
  }
}

/** Keeps a lesson's type without writing it. */
export function defineLesson(lesson: Lesson): Lesson {
  return lesson
}
