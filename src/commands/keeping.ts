// A learner's progress kept on disk, by whichever of the course's commands.
import { changeProgress, type Progress } from '../course/progress.js'
import { t } from '../i18n/index.js'
import { ProgramError } from '../programs/program-error.js'
import { explain } from './failure.js'
import { type Session, saySetAside, tell } from './session.js'

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
