// Plays one lesson of the course, in an office of its own, and records what the learner does in it.
import { type Entry, loadLesson, loadProse } from '../course/catalogue.js'
import { LessonFailed } from '../course/lesson.js'
import { playLesson } from '../course/player.js'
import type { LessonProgress } from '../course/progress.js'
import { Late } from '../course/scene.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { KnownError } from './failure.js'
import { keep, whichLesson } from './keeping.js'
import { officeFor } from './lesson-office.js'
import type { Session } from './session.js'

/** One lesson, in an office of its own. */
export async function playEntry(session: Session, { number, id }: Entry, next?: Entry): Promise<void> {
  const { stage, auto } = session
  const lesson = await loadLesson(id)
  const office = await officeFor(session)
  const remember = (change: (progress: LessonProgress) => void) => {
    // Played by itself, it is not the learner's doing, and is not recorded.
    if (auto) return
    keep(session, (progress) => {
      progress.lessons[id] ??= { state: 'started', steps: {} }
      change(progress.lessons[id])
    })
  }
  remember(() => {})
  try {
    const state = await playLesson({
      number,
      lesson,
      prose: await loadProse(id),
      office,
      stage,
      next: next && whichLesson(next),
      auto,
      record: (entry) =>
        remember((progress) => {
          progress.steps[entry.step] = entry
          // Whoever has the recap before them has been through the lesson, whichever key ends it.
          if (entry.kind === 'recap') Object.assign(progress, { state: 'done', finishedAt: new Date().toISOString() })
        }),
    })
    remember((progress) => {
      if (progress.state !== 'done') progress.state = state
    })
  } catch (error) {
    const command = invocation('lecon', String(number))
    if (error instanceof LessonFailed) throw new KnownError(t('lesson.failed', { number, command, ...error }))
    if (error instanceof Late) throw new KnownError(t('lesson.late', { number, command, what: error.message }))
    throw error
  } finally {
    await office.dispose()
  }
}
