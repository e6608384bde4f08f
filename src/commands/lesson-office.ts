// The office a lesson is played in: the one asked for, or, when Docker fails and the learner agrees, the embedded one.
import { explainLog } from '../diagnostic/index.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { chosenOffice } from '../office/addresses.js'
import { createOffice } from '../office/index.js'
import { kafkaImage } from '../office/kafka-image.js'
import type { OfficeError, PostOffice } from '../office/post-office.js'
import type { Block } from '../screen/screen.js'
import { aside } from './aside.js'
import { failureBlocks, isDockerFailure, progressSayer, sayFailure } from './docker-words.js'
import { explain, KnownError } from './failure.js'
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

/**
 * Where a lesson about Docker is played, whichever office was chosen: it is still to be opened, and its image is here. Or,
 * where it cannot be played, why. Nothing is downloaded unless Docker was chosen, or the learner agrees.
 * @throws KnownError as `officeFor`, where Docker was chosen and nothing can be asked
 */
export async function dockerFor(session: Session): Promise<{ office: PostOffice } | { why: Block[] }> {
  const say = progressSayer(sayer(session))
  const image = kafkaImage()
  try {
    // Its start is the lesson's own to show.
    const office = await createOffice('docker', { onPortTaken: sayPortTaken(session) })
    if (!office.can.close) {
      const command = invocation('stop')
      return { why: [unplayed(t('docker.busy', { command }))] }
    }
    const { ensureImage, isImageHere } = await import('../office/docker/pull.js')
    if (!(await isImageHere(image))) {
      const agreed = isDockerChosen(session) || (await session.screen.confirm(t('docker.download', { image })))
      if (!agreed) return { why: [unplayed(t('docker.noImage'))] }
      await ensureImage(image, (progress) => say({ stage: 'pull', ...progress }))
    }
    return { office }
  } catch (error) {
    if (!isDockerFailure(error)) throw error
    return { why: await whyNot(session, error) }
  }
}

/**
 * What Docker's failure means for a lesson that needs it.
 * @throws KnownError where Docker was chosen and nothing can be asked
 */
export async function whyNot(session: Session, error: OfficeError): Promise<Block[]> {
  const { auto, stage, globals } = session
  if (auto && isDockerChosen(session)) {
    sayFailure(globals, error)
    throw new KnownError(t('docker.withoutOffice'))
  }
  const { verdict } = explainLog(String(error.values.output ?? ''))
  // A sentence says it all: nothing is shown before the lesson.
  if (error.code.endsWith('-missing') || verdict === 'unknown') {
    const { text } = explain(error)
    return [unplayed(text), { kind: 'command', caption: t('docker.diagnose'), lines: [invocation('doctor')] }]
  }
  if (auto) sayFailure(globals, error)
  else {
    stage.show(failureBlocks(error))
    await stage.pause(t('pause.continue'))
  }
  return [unplayed(`${t(`diagnostic:verdicts.${verdict}.title`)}.`)]
}

function unplayed(reason: string): Block {
  return { kind: 'prose', text: `${t('lesson.unplayed')} ${reason}` }
}

function isDockerChosen({ globals }: Session): boolean {
  return chosenOffice(globals.office).kind === 'docker'
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
  return (text) => (auto ? aside(text) : stage.show([{ kind: 'prose', text }]))
}
