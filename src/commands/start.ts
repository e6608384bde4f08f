// `guichet demarrer`, the report's start.sh: the office, the tracker behind writing tracker.log, the producer in front.
// The office is ready when it answers, not after thirty seconds.
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { language, seconds, t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { existingOffice } from '../office/existing.js'
import { createInspector } from '../office/inspector.js'
import { identityOf } from '../programs/identity.js'
import { leaveRunning, waitInOutput } from '../programs/left-running.js'
import { choosePort } from '../programs/port.js'
import { startProgram } from '../programs/program.js'
import { type Running, readRunning, writeRunning } from '../programs/running.js'
import { writableStateFolder } from '../programs/state-folder.js'
import { KnownError } from './failure.js'
import type { Globals } from './globals.js'
import { holderName } from './holder.js'

const PORT = 9092
const TOPIC = 'orders'
/** As in a real shop: three drawers, so that several trackers can share them. */
const DRAWERS = 3
const READY_WITHIN = 10_000

export async function start({ office }: Globals): Promise<void> {
  const launched = Date.now()
  let running = await readRunning()
  if (running?.office) {
    console.log(t('start.joined', { broker: running.brokers }))
  } else {
    running = office ? await joinOffice(office) : await openOffice()
    console.log(t('start.ready', { broker: running.brokers, time: seconds(Date.now() - launched) }))
  }
  writeRunning(running)
  await ensureTopic(running.brokers)

  if (!running.tracker) {
    running.tracker = await leaveRunning('tracker', [`--broker=${running.brokers}`], {
      output: trackerLog(running.cwd),
      env: { GUICHET_LANG: language() },
    })
    writeRunning(running)
  }
  console.log(t('start.tracker', { path: trackerLog(running.cwd) }))

  console.log(t('start.producer'))
  console.log(t('start.left', { command: invocation('arreter') }))
  const producer = startProgram('producer', [`--broker=${running.brokers}`], {
    env: { GUICHET_LANG: language() },
    onLine: (line) => console.log(line),
  })
  const identity = await identityOf(producer.pid ?? 0)
  if (identity) writeRunning({ ...running, producer: { pid: producer.pid!, identity } })
  await producer.exited
}

function trackerLog(cwd: string): string {
  return join(cwd, 'tracker.log')
}

/** Our own broker, left running for `arreter` to end. */
async function openOffice(): Promise<Running> {
  const cwd = writableHere()
  console.error(t('start.office'))
  const { port, takenBy } = await choosePort(PORT)
  if (takenBy) console.error(t('start.portTaken', { wanted: PORT, port, by: holderName(takenBy) }))
  const data = join(writableStateFolder(), 'bureau')
  mkdirSync(data, { recursive: true })
  const output = join(writableStateFolder(), 'bureau.log')
  const bureau = await leaveRunning('bureau', [`--port=${port}`, `--data=${data}`], { output })
  await waitInOutput('bureau', bureau, output, 'ready', READY_WITHIN)
  return {
    brokers: `localhost:${port}`,
    cwd,
    since: new Date().toISOString(),
    office: { ...bureau, port, data },
  }
}

/** A Kafka that is there already: asked whether it answers, and left as it is. */
async function joinOffice(addresses: string): Promise<Running> {
  const cwd = writableHere()
  const joined = existingOffice({ brokers: addresses.split(','), name: 'demarrer' })
  await joined.open()
  await joined.dispose()
  return { brokers: addresses, cwd, since: new Date().toISOString() }
}

/** The current folder, where tracker.log goes. */
function writableHere(): string {
  const cwd = process.cwd()
  try {
    accessSync(cwd, constants.W_OK)
  } catch {
    throw new KnownError(t('errors.here-unwritable', { folder: cwd }))
  }
  return cwd
}

async function ensureTopic(brokers: string): Promise<void> {
  const inspector = createInspector({ brokers })
  try {
    if (!(await inspector.topicExists(TOPIC))) await inspector.createTopic(TOPIC, DRAWERS)
  } finally {
    await inspector.disconnect()
  }
}
