// The office `demarrer` opens and leaves running, or joins: the embedded one, Kafka in Docker, or one that is there already.
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import type { Chosen } from '../office/addresses.js'
import { hold, STARTED } from '../office/docker/holders.js'
import { dockerOffice } from '../office/docker.js'
import { type BureauEvent, refusalOf } from '../office/embedded.js'
import { enter } from '../office/entry.js'
import { userName } from '../office/names.js'
import { OfficeError } from '../office/post-office.js'
import type { Security } from '../office/security.js'
import { endProcess } from '../programs/identity.js'
import { leaveRunning, letGo, waitInOutput } from '../programs/left-running.js'
import { choosePort, freePort, type PortHolder } from '../programs/port.js'
import { type Running, readRunning, removeRunning, writeRunning } from '../programs/running.js'
import { writableStateFolder } from '../programs/state-folder.js'
import { aside } from './aside.js'
import { progressSayer } from './docker-words.js'
import { KnownError } from './failure.js'
import { holderName } from './holder.js'
import { endParts } from './stop.js'

const PORT = 9092
const READY_WITHIN = 10_000

/** What an earlier `demarrer` left running, if one can go on with it; what has lost its office is ended. */
export async function goOnWith(chosen: Chosen | undefined, port?: number): Promise<Running | undefined> {
  const running = await readRunning()
  if (!running) return undefined
  const sameOffice = chosen === undefined ? !!(running.office || running.docker) : isSame(chosen, running)
  // Any port is as good as the one it has; a port asked for is not.
  const same = sameOffice && (!port || running.office?.port === port)
  if (same) return running
  if (running.office || running.docker)
    throw new KnownError(t('start.elsewhere', { broker: running.brokers, command: invocation('stop') }))
  await endParts(running)
  return undefined
}

function isSame(chosen: Chosen, running: Running): boolean {
  if (chosen.kind === 'existing') return chosen.brokers.join(',') === running.brokers
  return running[chosen.kind === 'docker' ? 'docker' : 'office'] !== undefined
}

/** Opens it, unless it is someone else's. What was begun and fails, or is interrupted, is ended. */
export async function openOffice(chosen: Chosen, security: Security, port?: number): Promise<Running> {
  if (chosen.kind === 'existing') return joinExisting(chosen.brokers.join(','), security)
  return chosen.kind === 'docker' ? openDocker() : openEmbedded(port)
}

/** Our own broker, left running for `arreter` to end. */
async function openEmbedded(wanted?: number): Promise<Running> {
  const cwd = writableHere()
  const folder = writableStateFolder()
  aside(t('start.office'))
  const port = await portFor(wanted)
  const data = join(folder, 'bureau')
  mkdirSync(data, { recursive: true })
  const output = join(folder, 'bureau.log')
  const bureau = await leaveRunning('bureau', [`--port=${port}`, `--data=${data}`], { output })
  const running: Running = { ...newRecord(`localhost:${port}`, cwd), office: { ...bureau, port, data } }
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

/**
 * The port asked for, 0 being any that is free; or the usual one, or, where it is taken, another, which is said.
 * @throws KnownError when the one asked for is taken
 */
async function portFor(wanted: number | undefined): Promise<number> {
  if (wanted === 0) return freePort()
  const { port, takenBy } = await choosePort(wanted ?? PORT)
  if (takenBy && wanted) throw new KnownError(t('broker.portTaken', { port: wanted, by: holderName(takenBy) }))
  if (takenBy) sayPortTaken(port, takenBy)
  return port
}

/** Kafka in Docker; until it answers it ends with us, then it is `arreter` that ends it. */
export async function openDocker(cwd = writableHere()): Promise<Running> {
  const office = await dockerOffice({
    name: userName(),
    onProgress: progressSayer((text) => aside(text)),
    onPortTaken: sayPortTaken,
  })
  await office.open()
  await office.dispose()
  const [brokers = ''] = office.brokers
  const port = Number(brokers.split(':')[1])
  const running: Running = { ...newRecord(brokers, cwd), docker: { port } }
  writeRunning(running)
  await hold(port, STARTED)
  return running
}

/** A Kafka that is there already: asked whether it answers, and left as it is. */
async function joinExisting(brokers: string, security: Security): Promise<Running> {
  const cwd = writableHere()
  if (!(await enter(brokers.split(','), security))) throw new OfficeError('broker-unreachable', { address: brokers })
  return newRecord(brokers, cwd)
}

function newRecord(brokers: string, cwd: string): Running {
  return { brokers, cwd, since: new Date().toISOString() }
}

function sayPortTaken(port: number, by: PortHolder): void {
  aside(t('start.portTaken', { wanted: PORT, port, by: holderName(by) }))
}

/** The current folder, where tracker.log goes. */
export function writableHere(): string {
  const cwd = process.cwd()
  try {
    accessSync(cwd, constants.W_OK)
  } catch {
    throw new KnownError(t('errors.here-unwritable', { folder: cwd }))
  }
  return cwd
}
