// One broker at a time on a data folder. The lock is a file that names a port of this machine where its holder answers
// with a token: after a kill -9 nobody answers any more, so the lock is stale, whoever has that process id or port now.
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import path from 'node:path'

const FILE = '.lock'
/** A live holder may be busy opening its logs: how long it has to answer. */
const ANSWER_MS = 3000
const ATTEMPTS = 20
const PAUSE_MS = 50

interface Holder {
  pid: number
  port: number
  token: string
}

/** Another broker uses this folder. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError'
  readonly folder: string
  constructor(folder: string, pid: number | undefined) {
    super(`the data folder ${folder} is in use by another broker${pid ? ` (process ${pid})` : ''}`)
    this.folder = folder
  }
}

export interface FolderLock {
  release(): Promise<void>
}

/** Rejects with FolderInUseError while another live process, or this one, holds it. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const token = randomUUID()
  const server = await answerWith(token)
  const file = path.join(folder, FILE)
  const content = JSON.stringify({ pid: process.pid, port: (server.address() as AddressInfo).port, token })
  try {
    await take(folder, file, content)
  } catch (error) {
    server.close()
    throw error
  }
  return {
    async release() {
      if (readText(file) === content) fs.rmSync(file, { force: true })
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answerWith(token: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.end(token)
  })
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server))
  })
}

async function take(folder: string, file: string, content: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (createWhole(file, content)) return
    const text = readText(file)
    if (text === undefined) continue
    const holder = parse(text)
    if (holder && (await isAlive(holder))) throw new FolderInUseError(folder, holder.pid)
    // Half written by someone arriving at this very moment, or left so by a crash.
    if (!holder && attempt < ATTEMPTS / 2) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    else setAside(folder, file, text)
  }
  throw new FolderInUseError(folder, undefined)
}

/** False when there is a file already. */
function createWhole(file: string, content: string): boolean {
  try {
    fs.writeFileSync(file, content, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Removes a stale lock; where another broker has replaced it meanwhile, gives that one its lock back. */
function setAside(folder: string, file: string, stale: string): void {
  const aside = `${file}.${randomUUID()}`
  try {
    fs.renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const isStale = readText(aside) === stale
  if (!isStale) fs.renameSync(aside, file)
  else fs.rmSync(aside, { force: true })
  if (!isStale) throw new FolderInUseError(folder, undefined)
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, port, token } = JSON.parse(text) as Holder
    return Number.isInteger(pid) && Number.isInteger(port) && typeof token === 'string'
      ? { pid, port, token }
      : undefined
  } catch {
    return undefined
  }
}

/** Whether the holder answers; one that accepts and stays silent counts as alive if its process exists. */
function isAlive({ pid, port, token }: Holder): Promise<boolean> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect({ host: '127.0.0.1', port })
    const done = (alive: boolean) => {
      resolve(alive)
      socket.destroy()
    }
    socket.setTimeout(ANSWER_MS, () => done(processExists(pid)))
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (received.length >= token.length) done(received === token)
    })
    socket.on('error', () => done(false))
    socket.on('close', () => done(received === token))
  })
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
