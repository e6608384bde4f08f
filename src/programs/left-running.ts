// Programs that outlive the CLI on purpose: what `demarrer` leaves behind, for `arreter` to end.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { identityOf, type KnownProcess } from './identity.js'
import { forget, watch } from './janitor-link.js'
import { type ProgramLine, parseEvent } from './program.js'
import { ProgramError } from './program-error.js'
import { programFile } from './program-file.js'

const POLL = 20

export interface LeaveOptions {
  /** The file its stdout and stderr go to, emptied first. */
  output: string
  cwd?: string | undefined
  /** Added to this process's environment. */
  env?: Record<string, string> | undefined
}

/**
 * Starts one of our programs so that it can go on after the CLI, in a session of its own. Until it is let go, which
 * is when whoever is to end it can find it, it ends with the CLI like any other.
 * @throws ProgramError `program-ended` {program, code, detail} when it could not be started
 */
export async function leaveRunning(program: string, args: string[], options: LeaveOptions): Promise<KnownProcess> {
  const output = openSync(options.output, 'w')
  const child = spawn(process.execPath, [programFile(program), ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', output, output],
    detached: true,
    windowsHide: true,
  })
  closeSync(output)
  child.on('error', () => {})
  child.unref()
  if (child.pid === undefined) throw endedEarly(program, options.output)
  watch(child.pid)
  // One that has ended already, under a busy system, has none; what it said before is in its file.
  return { pid: child.pid, identity: (await identityOf(child.pid)) ?? '' }
}

/** From now on it outlives the CLI. */
export function letGo({ pid }: KnownProcess): void {
  forget(pid)
}

/**
 * Waits until a program left running has printed an event in its output file, and resolves with the first one.
 * @param deadline milliseconds
 * @throws ProgramError `program-ended` {program, code, detail} or `program-silent` {program, seconds, detail}
 */
export async function waitInOutput<Event extends ProgramLine>(
  program: string,
  known: KnownProcess,
  output: string,
  deadline: number,
): Promise<Event> {
  for (const start = Date.now(); Date.now() - start < deadline; await pause(POLL)) {
    const alive = (await identityOf(known.pid)) === known.identity
    const found = readFileSync(output, 'utf8')
      .split('\n')
      .map((line) => parseEvent<Event>(line))
      .find((event) => event !== undefined)
    if (found) return found
    if (!alive) throw endedEarly(program, output)
  }
  throw new ProgramError('program-silent', { program, seconds: deadline / 1000, detail: lastLines(output) })
}

function endedEarly(program: string, output: string): ProgramError {
  return new ProgramError('program-ended', { program, code: '', detail: lastLines(output) })
}

function lastLines(output: string): string {
  return readFileSync(output, 'utf8').trim().split('\n').slice(-20).join('\n')
}
