// What the learner has done so far, lesson by lesson: the one reading behind `progres`, the notebook and the last screen.
import { t } from '../i18n/index.js'
import { listLessons, loadLesson, loadProse } from './catalogue.js'
import type { LessonProgress, Progress } from './progress.js'

export interface LessonRecord {
  number: number
  id: string
  title: string
  summary: string
  /** Their names in the learner's language. */
  concepts: string[]
  /** Answered at least once; and right at least once. */
  predictions: number
  right: number
  /** The last time only. */
  last: { predictions: number; right: number }
  progress: LessonProgress
}

/** Every lesson's record, in order; a lesson never opened is « todo ». */
export function readRecord({ lessons }: Progress): Promise<LessonRecord[]> {
  return Promise.all(
    listLessons().map(async ({ number, id }) => {
      const progress = lessons[id] ?? { state: 'todo', steps: {} }
      const predictions = Object.values(progress.steps).filter((step) => step.kind === 'prediction')
      const answered = predictions.filter(({ said }) => said !== undefined)
      const counted = predictions.filter(({ said, best }) => said !== undefined || best)
      const { title, summary } = await loadProse(id)
      const { concepts } = await loadLesson(id)
      return {
        number,
        id,
        title,
        summary,
        concepts: concepts.map((concept) => t(`concepts.${concept}`)),
        predictions: counted.length,
        right: counted.filter(({ right, best }) => right || best).length,
        last: { right: answered.filter(({ right }) => right).length, predictions: answered.length },
        progress,
      }
    }),
  )
}

/** The record in figures. Concepts are those of the lessons done. */
export function totals(records: LessonRecord[]) {
  const done = records.filter(({ progress }) => progress.state === 'done')
  const sum = (of: 'predictions' | 'right') => records.reduce((total, record) => total + record[of], 0)
  return {
    done: done.length,
    read: records.filter(({ progress }) => progress.state === 'read').length,
    all: records.length,
    predictions: sum('predictions'),
    right: sum('right'),
    concepts: [...new Set(done.flatMap(({ concepts }) => concepts))],
  }
}
