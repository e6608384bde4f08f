// What is said of the Docker office: how far its start is, and, when it fails, what went wrong and what mends it.
import { explainLog } from '../diagnostic/index.js'
import { seconds, t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import type { DockerProgress } from '../office/docker.js'
import { OfficeError } from '../office/post-office.js'
import { createScreen } from '../screen/index.js'
import type { Block } from '../screen/screen.js'
import { verdictBlocks } from './doctor-screen.js'
import { explain } from './failure.js'
import type { Globals } from './globals.js'

/** Milliseconds between two lines of a download. */
const BETWEEN_LINES = 3000

/** Says each stage once, and of a download a line every three seconds at most: lines that are never redrawn. */
export function progressSayer(say: (text: string) => void): (progress: DockerProgress) => void {
  let began = 0
  let saidAt = 0
  return (progress) => {
    if (progress.stage === 'start') return say(t('docker.start'))
    const { image, done, total } = progress
    if (began === 0) {
      began = Date.now()
      say(t('docker.pull', { image }))
    } else if (total > 0 && Date.now() - saidAt >= BETWEEN_LINES) {
      saidAt = Date.now()
      say(t('docker.layers', { done, count: total, time: seconds(saidAt - began) }))
    }
  }
}

/** Whether it is Docker that failed, and not this office in particular or guichet. */
export function isDockerFailure(error: unknown): error is OfficeError {
  return error instanceof OfficeError && error.code.startsWith('docker-')
}

/** What failed, then what the diagnostic makes of what Docker said. */
export function failureBlocks(error: OfficeError): Block[] {
  const said: Block = { kind: 'prose', text: explain(error).text }
  const { verdict, ...explained } = explainLog(String(error.values.output ?? ''))
  if (verdict !== 'unknown') return [said, ...verdictBlocks({ verdict, ...explained, tried: true })]
  return [said, { kind: 'command', caption: t('docker.diagnose'), lines: [invocation('doctor')] }]
}

/** The same on stderr, where nothing can be asked. */
export function sayFailure({ simple, color }: Globals, error: OfficeError): void {
  const { stdin: input, stderr: output, env } = process
  const screen = createScreen({ auto: true, simple, color, input, output, env })
  screen.print(failureBlocks(error))
  screen.close()
}
