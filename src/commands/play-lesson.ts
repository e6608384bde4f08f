// One lesson of a sitting: where it is played, and what is kept of it.
import { type Entry, loadLesson, loadProse } from '../course/catalogue.js'
import { LessonFailed } from '../course/lesson.js'
import { playLesson, readLesson } from '../course/player.js'
import { type LessonProgress, type LessonState, remembered } from '../course/progress.js'
import { Late } from '../course/scene/evidence.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { chosenOffice } from '../office/addresses.js'
import type { Block } from '../screen/screen.js'
import { isDockerFailure } from './docker-words.js'
import { KnownError } from './failure.js'
import { keep } from './keeping.js'
import { dockerFor, officeFor, whyNot } from './lesson-office.js'
import { whateverThePort } from './port-lost.js'
import type { Session } from './session.js'
import { whichLesson } from './which-lesson.js'

/** One lesson, in an office of its own; where it cannot be played, it is read. */
export function playEntry(session: Session, entry: Entry, next?: Entry): Promise<void> {
  return whateverThePort(session, () => playOnce(session, entry, next))
}

async function playOnce(session: Session, { number, id }: Entry, next?: Entry): Promise<void> {
  const { stage, auto, globals } = session
  const lesson = await loadLesson(id)
  const where = lesson.office ? await dockerFor(session) : { office: await officeFor(session) }
  const remember = (change: (progress: LessonProgress) => void) => {
    // Played by itself, it is not the learner's doing, and is not recorded.
    if (auto) return
    keep(session, (progress) => {
      progress.lessons[id] ??= { state: 'started', steps: {} }
      change(progress.lessons[id])
    })
  }
  const about = { number, lesson, prose: await loadProse(id), stage, auto, next: next && whichLesson(next) }
  const ended = (state: LessonState) =>
    remember((progress) => {
      if (progress.state !== 'done') progress.state = state
    })
  const read = async (why: Block[]) => ended(await readLesson(about, why))
  remember(() => {})
  if (!('office' in where)) return read(where.why)
  const { office } = where
  const chosen = chosenOffice(globals.office).kind
  try {
    const state = await playLesson({
      ...about,
      office,
      aside: chosen === office.kind ? undefined : t('lesson.onDocker', { office: t(`office.${chosen}`) }),
      record: (entry) =>
        remember((progress) => {
          progress.steps[entry.step] = remembered(progress.steps[entry.step], entry)
          // Whoever has the recap before them has been through the lesson, whichever key ends it.
          if (entry.kind === 'recap') Object.assign(progress, { state: 'done', finishedAt: new Date().toISOString() })
        }),
    })
    ended(state)
    await stage.during(t('pause.leaving'), office.dispose())
  } catch (error) {
    const command = invocation('lesson', String(number))
    if (error instanceof LessonFailed) throw new KnownError(t('lesson.failed', { number, command, ...error }))
    if (error instanceof Late) throw new KnownError(t('lesson.late', { number, command, what: error.message }))
    if (!lesson.office || !isDockerFailure(error)) throw error
    await read(await whyNot(session, error))
  } finally {
    await office.dispose()
  }
}
