// A lesson's office could not reopen: while it was closed, another program took its port. The learner stays in the course.
import { t } from '../i18n/index.js'
import { OfficeError } from '../office/post-office.js'
import { inWords } from './failure.js'
import { type Session, tell } from './session.js'

/**
 * Plays, and once more from the start each time the office loses its port: the next one opens elsewhere.
 * Resolves early when the learner would rather pass on. Rejects as `play` does; played by itself, at the second loss.
 */
export async function whateverThePort(session: Session, play: () => Promise<void>): Promise<void> {
  for (let lost = 1; ; lost++) {
    try {
      return await play()
    } catch (error) {
      if (!(error instanceof OfficeError) || error.code !== 'port-taken') throw error
      if (session.auto && lost > 1) throw error
      tell(session, t('course.portLost', inWords(error.values)))
      if ((await session.stage.pause(t('course.again'), { lesson: true })).skip) return
    }
  }
}
