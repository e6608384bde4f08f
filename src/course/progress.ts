// What the learner has done, in `progress.json` of the state folder: read, changed and replaced whole, so that
// neither a kill nor a second guichet leaves half a file. A damaged one is set aside, never overwritten.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isLanguage, type Language } from '../i18n/index.js'
import { ProgramError } from '../programs/program-error.js'
import { stateFolder, writableStateFolder } from '../programs/state-folder.js'

/** `read`: not played, for want of what it needs. */
export type LessonState = 'todo' | 'started' | 'done' | 'skipped' | 'read'

/** One thing worth remembering of a step. */
export type Recorded =
  /** `best`: it was right at least once, this time or before. */
  /** `why`: what was explained to whoever was not right. */
  | {
      kind: 'prediction'
      step: string
      said: string | undefined
      shown: string
      right: boolean
      why?: string
      best?: boolean
    }
  | { kind: 'task'; step: string; outcome: 'done' | 'skipped' }
  /** The recap as this learner saw it: post, Kafka, their run; and the official commands. */
  | { kind: 'recap'; step: string; rows: string[][]; commands: string[] }

export interface LessonProgress {
  state: LessonState
  /** Predictions and tasks by step id, those of the last time it was played. */
  steps: Record<string, Recorded>
  /** ISO date of the last time it was finished. */
  finishedAt?: string
}

export interface Progress {
  version: 1
  language?: Language
  lessons: Record<string, LessonProgress>
}

/** Adds what a step gave to what is known of it: the last time is shown, the best one counts. */
export function remembered(before: Recorded | undefined, now: Recorded): Recorded {
  if (now.kind === 'prediction' && before?.kind === 'prediction' && (before.right || before.best))
    return { ...now, best: true }
  if (now.kind === 'task' && before?.kind === 'task' && before.outcome === 'done') return before
  return now
}

const file = () => join(stateFolder(), 'progress.json')

/**
 * The progress on disk, or an empty one. `onSetAside` is told where a damaged file went.
 * @throws ProgramError `state-folder-unwritable` {folder, reason} when it can neither be read nor set aside
 */
export function loadProgress(onSetAside: (path: string) => void): Progress {
  if (!existsSync(file())) return { version: 1, lessons: {} }
  try {
    return checked(JSON.parse(readFileSync(file(), 'utf8')))
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof DamagedProgress)) throw unusable(error)
    const aside = join(stateFolder(), `progress-${new Date().toISOString().replace(/[:.]/g, '-')}.json`)
    orUnusable(() => renameSync(file(), aside))
    onSetAside(aside)
    return { version: 1, lessons: {} }
  }
}

/**
 * Applies a change to what is on disk now (another guichet may have written meanwhile) and replaces the file.
 * @throws ProgramError `state-folder-unwritable` {folder, reason}
 */
export function changeProgress(change: (progress: Progress) => void, onSetAside: (path: string) => void): Progress {
  const progress = loadProgress(onSetAside)
  change(progress)
  writableStateFolder()
  const draft = `${file()}.${process.pid}`
  try {
    orUnusable(() => {
      writeFileSync(draft, `${JSON.stringify(progress, null, 2)}\n`)
      renameSync(draft, file())
    })
  } finally {
    rmSync(draft, { force: true })
  }
  return progress
}

function orUnusable(work: () => void): void {
  try {
    work()
  } catch (error) {
    throw unusable(error)
  }
}

/** The state folder's own failure, from the system's. */
function unusable(error: unknown): ProgramError {
  const { code, message } = error as NodeJS.ErrnoException
  return new ProgramError('state-folder-unwritable', { folder: stateFolder(), reason: code ?? message })
}

class DamagedProgress extends Error {}

const STATES: LessonState[] = ['todo', 'started', 'done', 'skipped', 'read']

function checked(value: Progress): Progress {
  const lessons = Object.values(value?.lessons ?? {})
  const whole =
    value?.version === 1 &&
    typeof value.lessons === 'object' &&
    (value.language === undefined || isLanguage(value.language)) &&
    lessons.every((lesson) => STATES.includes(lesson?.state) && typeof lesson.steps === 'object')
  if (!whole) throw new DamagedProgress()
  return value
}

/** The language the learner chose, if any; never a reason to fail. */
export function savedLanguage(): Language | undefined {
  try {
    const { language } = JSON.parse(readFileSync(file(), 'utf8'))
    return isLanguage(language) ? language : undefined
  } catch {
    return undefined
  }
}
