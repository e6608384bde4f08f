// The built CLI as a person or a program runs it: each time in folders of its own, and held to leaving nothing behind.

import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { x } from 'tinyexec'
import { expect } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { accepts } from '../support/accepts.js'
import { openTerminal, type Terminal } from '../support/terminal.js'

const BIN = join(packageRoot, 'dist', 'bin.js')

/** The house's promise: however it ends, nothing is left after this long (milliseconds). */
const GONE_WITHIN = 2000

/** Where a CLI runs: its state folder, its temporary folder, its current folder, all empty at first. */
export interface Place {
  home: string
  temporary: string
  here: string
  env: Record<string, string | undefined>
  remove(): void
}

export function newPlace(env: Record<string, string | undefined> = {}): Place {
  const root = mkdtempSync(join(tmpdir(), 'guichet-e2e-'))
  const [home, temporary, here] = ['home', 'tmp', 'here'].map((name) => join(root, name)) as [string, string, string]
  for (const folder of [temporary, here]) mkdirSync(folder)
  chmodSync(root, 0o755) // for those who run as another user
  return {
    home,
    temporary,
    here,
    env: {
      PATH: process.env.PATH,
      HOME: root,
      LANG: 'fr_FR.UTF-8',
      GUICHET_HOME: home,
      TMPDIR: temporary,
      TEMP: temporary,
      GUICHET_HUB_REGISTRY: 'http://127.0.0.1:65530',
      GUICHET_HUB_AUTH: 'http://127.0.0.1:65530',
      ...env,
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}

export interface Outcome {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Started {
  pid: number
  stdout(): string
  stderr(): string
  /** Waits until stdout and stderr, together, show it; rejects after `ms` with what they said. */
  waitFor(what: string | RegExp, ms?: number): Promise<void>
  signal(name: NodeJS.Signals): void
  /** Reads no more of its stdout, as `head` does when it has its lines. */
  closeOutput(): void
  readonly ended: Promise<Outcome>
}

export interface Without {
  env?: Record<string, string | undefined>
  /** The user it runs as; root alone can choose. */
  uid?: number | undefined
}

/** `guichet …` without a terminal: stdin is empty, stdout and stderr are pipes. */
export function start(place: Place, args: string[], { env, uid }: Without = {}): Started {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: place.here,
    env: { ...place.env, ...env },
    ...(uid === undefined ? {} : { uid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  return {
    pid: child.pid!,
    stdout: () => stdout,
    stderr: () => stderr,
    signal: (name) => child.kill(name),
    closeOutput: () => child.stdout.destroy(),
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))),
    async waitFor(what, ms = 15_000) {
      const said = () => stdout + stderr
      const found = () => (typeof what === 'string' ? said().includes(what) : what.test(said()))
      for (const end = Date.now() + ms; !found(); await pause(20)) {
        if (Date.now() > end) throw new Error(`after ${ms} ms it had not said ${what}, but:\n${said()}`)
      }
    },
  }
}

/** `guichet …` without a terminal, to its end. */
export function guichet(place: Place, args: string[], options?: Without): Promise<Outcome> {
  return start(place, args, options).ended
}

export interface Look {
  columns?: number
  rows?: number
  env?: Record<string, string | undefined>
  sayState?: boolean
}

/** What the shell writes, unseen, once the CLI has ended. */
const MARK = /\x1b\]0;exit=(\d+)\x07/

/**
 * `guichet …` in a terminal of its own: its pid is the CLI's, and what it writes last may be lost.
 * @param before words that run the command elsewhere, and become it: `nsenter …`
 */
export function playAlone(place: Place, args: string[], before: string[] = []): Terminal {
  const [command = '', ...words] = [...before, process.execPath, BIN, ...args]
  return openTerminal(command, words, { cwd: place.here, env: place.env })
}

/**
 * `guichet …` in a terminal that a shell has opened, which stays until all is read. `exit` is the CLI's.
 * @param look with `sayState`, the shell then shows the state in which it got its terminal back (stty -a)
 */
export function play(place: Place, args: string[], { env, sayState, ...look }: Look = {}): Terminal {
  // The trap keeps the shell alive through a Ctrl-C that reaches them both; the mark is a title, which no screen shows.
  const script = `trap : INT; "$0" "$@"; code=$?; ${sayState ? 'stty -a; ' : ''}printf '\\033]0;exit=%s\\007' "$code"; read -r rest`
  const terminal = openTerminal('sh', ['-c', script, process.execPath, BIN, ...args], {
    ...look,
    cwd: place.here,
    env: { ...place.env, ...env },
  })
  let ended = false
  const exit = (async () => {
    void terminal.exit.then(() => {
      ended = true
    })
    for (;;) {
      const mark = terminal.written().match(MARK)
      if (mark) {
        if (!ended) terminal.press('Enter')
        await terminal.exit
        return { code: Number(mark[1]), signal: undefined }
      }
      if (ended) return terminal.exit
      await pause(10)
    }
  })()
  return { ...terminal, written: () => terminal.written().replace(MARK, ''), exit }
}

export interface LeftProcess {
  pid: number
  /** Its command line, one space between words. */
  command: string
}

/** Every process that runs for this place: all that `guichet` starts inherits GUICHET_HOME. */
export async function processesOf({ home }: Place): Promise<LeftProcess[]> {
  const mark = `GUICHET_HOME=${home}`
  if (process.platform === 'linux') {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    const read = (pid: string, file: string) => {
      try {
        return readFileSync(`/proc/${pid}/${file}`, 'utf8')
      } catch {
        return '' // ended meanwhile, or another user's
      }
    }
    return pids
      .filter((pid) => read(pid, 'environ').split('\0').includes(mark))
      .map((pid) => ({ pid: Number(pid), command: read(pid, 'cmdline').replaceAll('\0', ' ').trim() }))
      .filter(({ command }) => command !== '') // a zombie, or ended meanwhile
  }
  const { stdout } = await x('ps', ['-AEww', '-o', 'pid=,command='])
  return stdout
    .split('\n')
    .filter((row) => row.includes(mark))
    .map((row) => ({ pid: Number.parseInt(row, 10), command: row.trim() }))
}

/** The ports of the offices that run for this place. */
export async function portsOf(place: Place): Promise<number[]> {
  const commands = (await processesOf(place)).map(({ command }) => command)
  return commands.flatMap((command) => command.match(/bureau\.js.* --port=(\d+)/)?.[1] ?? []).map(Number)
}

/**
 * Holds that nothing is left 2 s after `since`: no process, no port accepting, no temporary file, no claimed port.
 * @param ports those of the offices that ran
 */
export async function expectNothingLeft(place: Place, since: number, ports: number[] = []): Promise<void> {
  const claims = () => {
    try {
      return readdirSync(join(place.home, 'ports'))
    } catch {
      return []
    }
  }
  const look = async () => ({
    processes: (await processesOf(place)).map(({ command }) => command),
    temporary: readdirSync(place.temporary),
    claims: claims(),
    ports: (await Promise.all(ports.map(async (port) => ((await accepts(port)) ? [port] : [])))).flat(),
  })
  const isEmpty = (left: Awaited<ReturnType<typeof look>>) => Object.values(left).every(({ length }) => length === 0)
  let left = await look()
  while (!isEmpty(left) && Date.now() < since + GONE_WITHIN) {
    await pause(20)
    left = await look()
  }
  expect(left).toEqual({ processes: [], temporary: [], claims: [], ports: [] })
}

/** A TCP server that is no Kafka: it takes what it is sent and answers nothing, or `answer`. */
export async function openServer(port: number, answer?: string): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    socket.on('data', () => answer && socket.end(answer))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** No failure of ours ever shows its insides. */
export function expectNoTrace(text: string): void {
  expect(text).not.toMatch(/^\s+at .+:\d+|Error:|errno|undefined|\[object|node:internal/m)
}
