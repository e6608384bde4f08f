// A child process of ours: started, listened to, waited for, ended.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { forget, watch } from './janitor-link.js'
import { isLeaving, running } from './leaving.js'
import { ProgramError } from './program-error.js'
import { programFile } from './program-file.js'

/** A line of JSON a program printed; each program's own events say what else is in it. */
export interface ProgramLine {
  event: string
}

export interface StartOptions<Event extends ProgramLine = ProgramLine> {
  cwd?: string | undefined
  /** Added to this process's environment. */
  env?: Record<string, string> | undefined
  /** Offices end last, so that programs can still take leave of them. */
  office?: boolean | undefined
  onEvent?: ((event: Event) => void) | undefined
  /** A line of stdout that is not an event. */
  onLine?: ((line: string) => void) | undefined
}

/** How a program ended: one of the two is set, or neither when it could not be started. */
export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

const STDERR_LINES = 20
const EVENTS_KEPT = 1000
const STOP_GRACE = 5000

/**
 * Starts one of our built programs (`producer`, `tracker`, `bureau`…) under the same Node.
 * Its process never outlives this CLI.
 */
export function startProgram<Event extends ProgramLine = ProgramLine>(
  program: string,
  args: string[] = [],
  options: StartOptions<Event> = {},
): Program<Event> {
  if (isLeaving()) throw new ProgramError('program-start-refused', { program })
  return new Program(program, args, options)
}

export class Program<Event extends ProgramLine = ProgramLine> {
  readonly name: string
  readonly office: boolean
  /** Resolves, never rejects, once it has ended and all it printed has been read. */
  readonly exited: Promise<Exit>
  readonly #child: ChildProcess
  /** What it said so far, as JSON lines (the last thousand). */
  readonly events: Event[] = []
  readonly #stderr: string[] = []
  readonly #waiting = new Set<(event?: Event) => void>()
  #exit: Exit | undefined

  /** @internal Use `startProgram`. */
  constructor(name: string, args: string[], options: StartOptions<Event>) {
    this.name = name
    this.office = options.office ?? false
    const byMessage = process.platform === 'win32'
    const listening = byMessage ? ['--import', pathToFileURL(programFile('told-to-stop')).href] : []
    this.#child = spawn(process.execPath, [...listening, programFile(name), ...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', ...(byMessage ? (['ipc'] as const) : [])],
      // A session of its own: the terminal's Ctrl-C reaches the CLI alone, which ends programs in order.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    const { pid } = this.#child
    if (pid !== undefined) watch(pid)
    running.add(this)
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', () => pid !== undefined && forget(pid))
      this.#child.once('error', (error) => {
        this.#keepError(error.message)
        if (pid === undefined) resolve(this.#ended({ code: null, signal: null }))
      })
      this.#child.once('close', (code, signal) => resolve(this.#ended({ code, signal })))
    })
    lines(this.#child.stdout!, (line) => this.#read(line, options))
    lines(this.#child.stderr!, (line) => this.#keepError(line))
  }

  /** Undefined when it could not be started at all. */
  get pid(): number | undefined {
    return this.#child.pid
  }

  /** How it ended; undefined while it runs. */
  get exit(): Exit | undefined {
    return this.#exit
  }

  /** Its last 20 lines on stderr. */
  get stderr(): string {
    return this.#stderr.join('\n')
  }

  /** SIGTERM, or on Windows a message that says so, then SIGKILL after `grace` milliseconds. */
  async stop(grace = STOP_GRACE): Promise<Exit> {
    if (this.#exit) return this.#exit
    if (this.#child.connected) this.#child.send('SIGTERM', () => {})
    else this.#child.kill('SIGTERM')
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), grace)
    const exit = await this.exited
    clearTimeout(timer)
    return exit
  }

  /** SIGKILL. */
  kill(): Promise<Exit> {
    if (!this.#exit) this.#child.kill('SIGKILL')
    return this.exited
  }

  /**
   * The first event that matches, those already received included (the last thousand are kept).
   * @param deadline milliseconds
   * @throws ProgramError `program-ended` {program, code, detail} or `program-silent` {program, seconds, detail}
   */
  waitFor(match: (event: Event) => boolean, deadline: number): Promise<Event> {
    const found = this.events.find(match)
    if (found) return Promise.resolve(found)
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        settle()
      }
      const ended = () =>
        new ProgramError('program-ended', {
          program: this.name,
          code: this.#exit?.code ?? this.#exit?.signal ?? '',
          detail: this.stderr,
        })
      const look = (event?: Event) => {
        if (event === undefined) finish(() => reject(ended()))
        else if (match(event)) finish(() => resolve(event))
      }
      const timer = setTimeout(() => {
        const values = { program: this.name, seconds: deadline / 1000, detail: this.stderr }
        finish(() => reject(new ProgramError('program-silent', values)))
      }, deadline)
      this.#waiting.add(look)
      if (this.#exit) look()
    })
  }

  #read(line: string, options: StartOptions<Event>): void {
    const event = parseEvent<Event>(line)
    if (!event) {
      options.onLine?.(line)
      return
    }
    this.events.push(event)
    if (this.events.length > EVENTS_KEPT) this.events.shift()
    options.onEvent?.(event)
    for (const look of [...this.#waiting]) look(event)
  }

  #keepError(line: string): void {
    this.#stderr.push(line)
    if (this.#stderr.length > STDERR_LINES) this.#stderr.shift()
  }

  #ended(exit: Exit): Exit {
    this.#exit = exit
    running.delete(this)
    for (const look of [...this.#waiting]) look()
    return exit
  }
}

function lines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine)
}

/** The event a line holds, if it holds one. */
export function parseEvent<Event extends ProgramLine>(line: string): Event | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const value = JSON.parse(line)
    return typeof value.event === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
