// What the course's commands share: a learner's progress kept on disk, and a lesson named within a sentence.
import { type Entry, titleOf } from '../course/catalogue.js'
import { changeProgress, type Progress } from '../course/progress.js'
import { t } from '../i18n/index.js'
import { ProgramError } from '../programs/program-error.js'
import { explain } from './failure.js'
import { type Session, saySetAside, tell } from './session.js'

/** « leçon 4, le destinataire »: within a sentence, an article that begins the title loses its capital. */
export function whichLesson({ number, id }: Entry): string {
  const title = titleOf(id).replace(/^(Les? |La |L’|The |An? )/, (article) => article.toLowerCase())
  return t('course.lesson', { number, title })
}

/** Changes the progress on disk; a folder that cannot be written is said once, and the course goes on. */
export function keep(session: Session, change: (progress: Progress) => void): void {
  try {
    changeProgress(change, saySetAside(session))
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error
    if (!unwritableSaid) tell(session, `${explain(error).text} ${t('course.notKept')}`)
    unwritableSaid = true
  }
}

let unwritableSaid = false
