// Ports: is one taken, by what, and which one to use instead.

import { randomInt, randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { identityOf, isRunning, type KnownProcess, readProcess } from './identity.js'
import { probe } from './kafka-probe.js'
import { portOwner } from './port-owner.js'
import { writableStateFolder } from './state-folder.js'
import { keepUntilTheEnd } from './temporary.js'

/** What holds a port. */
export interface PortHolder {
  /** `guichet`: another CLI reserved it for an office that is closed for now. */
  kind: 'kafka' | 'guichet' | 'other'
  /** The process, where the system tells us. */
  process?: string | undefined
  pid?: number | undefined
}

const HOSTS = ['127.0.0.1', '::1']
const DEADLINE = 1000

/**
 * What holds this port on this machine; undefined when it is free. A port is taken when something accepts a
 * connection there (on 127.0.0.1 or ::1: `localhost` may mean either), or when it cannot be bound. Within about 2 s.
 */
export async function portHolder(port: number): Promise<PortHolder | undefined> {
  const accepting = await Promise.all(HOSTS.map((host) => accepts(host, port)))
  if (!accepting.includes(true) && (await canBind(port))) return undefined
  const [owner, ...answers] = await Promise.all([
    portOwner(port, DEADLINE),
    ...HOSTS.filter((_, index) => accepting[index]).map((host) => probe(host, port, DEADLINE)),
  ])
  return { kind: answers.includes('kafka') ? 'kafka' : 'other', ...owner }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: DEADLINE })
    const finish = (accepted: boolean) => {
      socket.destroy()
      resolve(accepted)
    }
    socket.once('connect', () => finish(true))
    socket.once('timeout', () => finish(false))
    socket.once('error', () => finish(false))
  })
}

function canBind(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  )
}

/**
 * A port of 127.0.0.1 that nothing uses now, below those that systems give to outgoing connections (from 32768 on Linux,
 * 49152 elsewhere): otherwise, while its office is closed, any client's next attempt could be given that very port.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000)
    if (await canBind(port)) return port
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}

/**
 * The port for an office of this CLI: the wanted one, or a free one when it is taken. The wanted one is reserved until
 * this CLI ends, for its office may be closed for minutes while another CLI looks for a port.
 */
export async function choosePort(wanted: number): Promise<{ port: number; takenBy?: PortHolder }> {
  const takenBy = (await portHolder(wanted)) ?? (await reserve(wanted))
  return takenBy ? { port: await freePort(), takenBy } : { port: wanted }
}

/** Writes our name on the port; answers who has it when another living CLI was first. */
async function reserve(port: number): Promise<PortHolder | undefined> {
  const file = reservationFile(port)
  if (file === undefined) return undefined
  const mine: KnownProcess = { pid: process.pid, identity: (await identityOf(process.pid)) ?? '' }
  const draft = `${file}.${randomUUID().slice(0, 8)}`
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(draft, JSON.stringify(mine))
      linkSync(draft, file) // fails where the name exists, and nobody ever reads half of it
      keepUntilTheEnd(file)
      return undefined
    } catch {
      const holder = readProcess(file)
      if (holder?.pid === process.pid && holder.identity === mine.identity) return undefined
      if (holder && (await isRunning(holder))) return { kind: 'guichet', pid: holder.pid }
      rmSync(file, { force: true })
    } finally {
      rmSync(draft, { force: true })
    }
  }
  return undefined
}

/** Undefined when nothing can be written: then there is no reserving, and the port is simply tried. */
function reservationFile(port: number): string | undefined {
  try {
    const folder = join(writableStateFolder(), 'ports')
    mkdirSync(folder, { recursive: true })
    return join(folder, `${port}.json`)
  } catch {
    return undefined
  }
}
