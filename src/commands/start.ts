// `guichet demarrer`, the report's start.sh: the office, the tracker behind writing tracker.log, the producer in front.
// The office is ready when it answers, not after thirty seconds.
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { language, seconds, t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { chosenAddresses, kafkaAnswers } from '../office/addresses.js'
import { type BureauEvent, refusalOf } from '../office/embedded.js'
import { createInspector } from '../office/inspector.js'
import { OfficeError } from '../office/post-office.js'
import { atEnd } from '../programs/ending.js'
import { endProcess, identityOf } from '../programs/identity.js'
import { leaveRunning, letGo, waitInOutput } from '../programs/left-running.js'
import { choosePort } from '../programs/port.js'
import { startProgram } from '../programs/program.js'
import { type Running, readRunning, removeRunning, writeRunning } from '../programs/running.js'
import { writableStateFolder } from '../programs/state-folder.js'
import { KnownError } from './failure.js'
import type { Globals } from './globals.js'
import { holderName } from './holder.js'
import { endParts } from './stop.js'

const PORT = 9092
const TOPIC = 'orders'
/** As in a real shop: three drawers, so that several trackers can share them. */
const DRAWERS = 3
const READY_WITHIN = 10_000

export async function start({ office }: Globals): Promise<void> {
  const launched = Date.now()
  const command = invocation('arreter')
  const wanted = chosenAddresses(office)?.join(',')
  const found = await goOnWith(wanted)
  sayAtCtrlC(t('start.left', { command }))
  const running = found ?? (await (wanted ? joinOffice(wanted) : openOffice()))
  const { brokers } = running
  console.log(
    found
      ? t('start.joined', { broker: brokers })
      : t('start.ready', { broker: brokers, time: seconds(Date.now() - launched) }),
  )
  await ensureTopic(brokers)

  const env = { GUICHET_LANG: language() }
  if (!running.tracker) {
    running.cwd = writableHere()
    running.tracker = await leaveRunning('tracker', [`--broker=${brokers}`], { output: trackerLog(running.cwd), env })
    writeRunning(running)
    letGo(running.tracker)
  }
  console.log(t('start.tracker', { path: trackerLog(running.cwd) }))
  if (running.producer) return console.log(t('start.already', { command }))

  console.log(t('start.producer'))
  const producer = startProgram('producer', [`--broker=${brokers}`], { env, onLine: (line) => console.log(line) })
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
    if (interrupted && (await readRunning())) console.log(text)
  })
}

/** What an earlier `demarrer` left running, if one can go on with it; what has lost its office is ended. */
async function goOnWith(wanted: string | undefined): Promise<Running | undefined> {
  const running = await readRunning()
  if (!running) return undefined
  const same = wanted === running.brokers
  if (running.office && wanted && !same) {
    throw new KnownError(t('start.elsewhere', { broker: running.brokers, command: invocation('arreter') }))
  }
  if (running.office || same) return running
  await endParts(running)
  return undefined
}

/** Our own broker, left running for `arreter` to end. */
async function openOffice(): Promise<Running> {
  const cwd = writableHere()
  const folder = writableStateFolder()
  console.error(t('start.office'))
  const { port, takenBy } = await choosePort(PORT)
  if (takenBy) console.error(t('start.portTaken', { wanted: PORT, port, by: holderName(takenBy) }))
  const data = join(folder, 'bureau')
  mkdirSync(data, { recursive: true })
  const output = join(folder, 'bureau.log')
  const bureau = await leaveRunning('bureau', [`--port=${port}`, `--data=${data}`], { output })
  const running: Running = {
    brokers: `localhost:${port}`,
    cwd,
    since: new Date().toISOString(),
    office: { ...bureau, port, data },
  }
  // Before it answers: should we be interrupted from now on, `arreter` finds it.
  writeRunning(running)
  letGo(bureau)
  try {
    const answer = await waitInOutput<BureauEvent>('bureau', bureau, output, READY_WITHIN)
    if (answer.event === 'failed') throw await refusalOf(answer, port, data)
  } catch (error) {
    await endProcess(bureau, 1000)
    removeRunning()
    throw error
  }
  return running
}

/** A Kafka that is there already: asked whether it answers, and left as it is. */
async function joinOffice(brokers: string): Promise<Running> {
  const cwd = writableHere()
  if (!(await kafkaAnswers(brokers.split(',')))) throw new OfficeError('broker-unreachable', { address: brokers })
  return { brokers, cwd, since: new Date().toISOString() }
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
