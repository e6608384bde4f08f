// The office a lesson is played in: the one asked for, or, when Docker fails and the learner agrees, the embedded one.
import { t } from '../i18n/index.js'
import { createOffice } from '../office/index.js'
import type { OfficeError, PostOffice } from '../office/post-office.js'
import { failureBlocks, isDockerFailure, progressSayer, sayFailure } from './docker-words.js'
import { KnownError } from './failure.js'
import { type Session, sayPortTaken } from './session.js'

/**
 * An office for the session's next lesson. Docker's is opened here: its download may take minutes, and its failures are
 * told before the lesson begins rather than in the middle of a step.
 * @throws KnownError when Docker failed, and nothing can be asked or the learner declines; what failed has been said
 */
export async function officeFor(session: Session): Promise<PostOffice> {
  const { security } = session.globals
  const options = { security, onPortTaken: sayPortTaken(session), onProgress: progressSayer(sayer(session)) }
  try {
    const office = await createOffice(session.globals.office, options)
    if (office.kind === 'docker') await office.open()
    return office
  } catch (error) {
    if (!isDockerFailure(error)) throw error
    await offerEmbedded(session, error)
    session.globals = { ...session.globals, office: undefined }
    return createOffice(undefined, options)
  }
}

async function offerEmbedded(session: Session, error: OfficeError): Promise<void> {
  const { auto, stage, screen, globals } = session
  if (auto) {
    sayFailure(globals, error)
    throw new KnownError(t('docker.withoutOffice'))
  }
  stage.show(failureBlocks(error))
  if (!(await screen.confirm(t('docker.goOn')))) throw new KnownError('')
}

/** On the page of who plays; beside the results where it plays itself. */
function sayer({ auto, stage }: Session): (text: string) => void {
  return (text) => (auto ? console.error(text) : stage.show([{ kind: 'prose', text }]))
}
