// Who a process is: its pid and when it started, for the system gives a dead process's pid to another one.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { x } from 'tinyexec'

/** A process as it can be written down and found again later, even from another terminal. */
export interface KnownProcess {
  pid: number
  /** What `identityOf(pid)` answered when it was written down. */
  identity: string
}

const DEADLINE = 5000
const POLL = 20

/** A text that no other process ever shares with this pid; undefined when no process has it (a zombie has ended). */
export async function identityOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return await linuxIdentity(pid)
    // lstart is local time, in the user's language: both are fixed, for the next reader may have others.
    if (process.platform !== 'win32') return await ask('ps', ['-o', 'stat=,lstart=', '-p', `${pid}`])
    const script = `(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.ToUniversalTime().Ticks`
    return await ask('powershell', ['-NoProfile', '-NonInteractive', '-Command', script])
  } catch {
    return undefined
  }
}

/** /proc/<pid>/stat: field 3 is the state, field 22 the start in clock ticks since boot (proc(5)). */
async function linuxIdentity(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // Field 2, the name, stands in brackets and may hold spaces and brackets: count from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
  return `${boot.trim()} ${fields[19]}`
}

async function ask(command: string, args: string[]): Promise<string | undefined> {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const { stdout, exitCode } = await x(command, args, { timeout: DEADLINE, nodeOptions: { env } })
  const answer = stdout.trim()
  if (exitCode !== 0 || answer === '' || answer.startsWith('Z')) return undefined
  // ps writes the state first: it changes, and is no part of who the process is.
  return command === 'ps' ? answer.replace(/^\S+\s+/, '') : answer
}

/** The process a file names; undefined where the file is gone meanwhile, or names none. */
export function readProcess(file: string): KnownProcess | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Whether this very process still runs, not merely its pid. */
export async function isRunning(known: KnownProcess): Promise<boolean> {
  return (await identityOf(known.pid)) === known.identity
}

/**
 * Ends this very process: SIGTERM, then SIGKILL after `grace` milliseconds; another one under its pid is left alone.
 * @returns whether it was still running
 */
export async function endProcess(known: KnownProcess, grace: number): Promise<boolean> {
  if (!(await isRunning(known))) return false
  send(known.pid, 'SIGTERM')
  if (await ended(known, grace)) return true
  send(known.pid, 'SIGKILL')
  await ended(known, DEADLINE)
  return true
}

async function ended(known: KnownProcess, deadline: number): Promise<boolean> {
  for (const start = Date.now(); Date.now() - start < deadline; await pause(POLL)) {
    if (!(await isRunning(known))) return true
  }
  return false
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the question and the signal.
  }
}
