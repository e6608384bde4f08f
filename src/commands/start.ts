// `guichet demarrer`, the report's start.sh: the office, the tracker behind writing tracker.log, the producer in front.
// The office is ready when it answers, not after thirty seconds.
import { join } from 'node:path'
import { language, seconds, t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { chosenOffice } from '../office/addresses.js'
import { createInspector } from '../office/inspector.js'
import { OPEN, type Security } from '../office/security.js'
import { atEnd } from '../programs/ending.js'
import { identityOf } from '../programs/identity.js'
import { leaveRunning, letGo } from '../programs/left-running.js'
import { startProgram } from '../programs/program.js'
import { readRunning, writeRunning } from '../programs/running.js'
import { say } from './aside.js'
import { isDockerFailure, sayFailure } from './docker-words.js'
import { KnownError, UsageError } from './failure.js'
import type { Globals } from './globals.js'
import { portOf } from './port-flag.js'
import { goOnWith, openDocker, openOffice, writableHere } from './start-office.js'

const TOPIC = 'orders'
/** As in a real shop: three drawers, so that several trackers can share them. */
const DRAWERS = 3

/** `port`: where the embedded office is to open, 0 for any; the usual one, or another that is free, when absent. */
export async function start(globals: Globals, { port }: { port?: string } = {}): Promise<void> {
  try {
    await startAll(globals, port === undefined ? undefined : portOf(port))
  } catch (error) {
    if (!isDockerFailure(error)) throw error
    sayFailure(globals, error)
    throw new KnownError(t('docker.orEmbedded', { command: invocation('start') }))
  }
}

async function startAll({ office, security, spoken }: Globals, port?: number): Promise<void> {
  const launched = Date.now()
  const command = invocation('stop')
  const chosen = chosenOffice(office)
  if (port !== undefined && chosen.kind !== 'embedded') throw new UsageError(t('usage.portElsewhere'))
  const found = await goOnWith(office === undefined ? undefined : chosen, port)
  sayAtCtrlC(t('start.left', { command }))
  // Docker may have been restarted since, and its containers with it.
  const running = found?.docker
    ? { ...found, ...(await openDocker(found.cwd)) }
    : (found ?? (await openOffice(chosen, security, port)))
  const { brokers } = running
  console.log(
    found
      ? t('start.joined', { broker: brokers })
      : t('start.ready', { broker: brokers, time: seconds(Date.now() - launched) }),
  )
  if (running.office || running.docker) say(t('start.yours'))
  // What is ours asks for nothing, and must not be shown the user's secrets.
  const letIn = running.office || running.docker ? OPEN : security
  await ensureTopic(brokers, letIn)

  const env = { ...letIn, GUICHET_LANG: language() }
  if (!running.tracker) {
    running.cwd = writableHere()
    running.tracker = await leaveRunning('tracker', [`--broker=${brokers}`], { output: trackerLog(running.cwd), env })
    writeRunning(running)
    letGo(running.tracker)
  }
  say(t('start.tracker', { path: trackerLog(running.cwd) }))
  if (running.producer) return say(t('start.already', { command }))

  say(t('start.producer'))
  const producer = startProgram('producer', [`--broker=${brokers}`], {
    env: { ...env, ...(spoken && { GUICHET_SPOKEN: '1' }) },
    onLine: (line) => console.log(line),
  })
  const identity = await identityOf(producer.pid ?? 0)
  if (identity) writeRunning({ ...running, producer: { pid: producer.pid!, identity } })
  const { code } = await producer.exited
  if (code) throw new KnownError(t('errors.program-ended', { program: 'producer', code, detail: producer.stderr }))
}

function trackerLog(cwd: string): string {
  return join(cwd, 'tracker.log')
}

/** After the sender's last line; `arreter`, which ends the sender too, has its own words. */
function sayAtCtrlC(text: string): void {
  let interrupted = false
  process.once('SIGINT', () => {
    interrupted = true
  })
  atEnd(async () => {
    if (interrupted && (await readRunning())) say(text)
  })
}

async function ensureTopic(brokers: string, security: Security): Promise<void> {
  const inspector = createInspector({ brokers, security })
  try {
    if (!(await inspector.topicExists(TOPIC))) await inspector.createTopic(TOPIC, DRAWERS)
  } finally {
    await inspector.disconnect()
  }
}
