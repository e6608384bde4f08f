// Someone else's program (docker, compose) run to its end: what it said, in order, and nothing of it left behind us.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { forget, watch } from './janitor-link.js'
import { isLeaving, running } from './leaving.js'
import type { Exit } from './program.js'

export interface CommandOptions {
  /** Added to this process's environment; undefined takes one away. */
  env?: Record<string, string | undefined> | undefined
  /** Milliseconds; then it is killed. Without one it may take as long as it wants. */
  deadline?: number | undefined
  /** What it reads on its standard input; nothing without it. */
  input?: string | undefined
  /** Each line as it comes, of stdout or stderr. */
  onLine?: ((line: string) => void) | undefined
  /** Part of the end itself: it may start while the CLI is leaving, and is not ended with the programs. */
  atEnd?: boolean | undefined
}

export interface CommandResult {
  /** Undefined when it was killed, or could not be started. */
  code: number | undefined
  stdout: string
  /** stdout and stderr, in the order in which they came. */
  said: string
  /** There is no such program. */
  missing: boolean
  /** It did not end by the deadline. */
  late: boolean
}

/**
 * Runs it, in English; never rejects: how it ended is for the caller to judge. Once the CLI is leaving it never
 * resolves, for what follows it would be work, or an error, that nobody waits for; unless `atEnd`.
 */
export function runCommand(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { env, deadline, input, onLine, atEnd = false } = options
  const result: CommandResult = { code: undefined, stdout: '', said: '', missing: false, late: false }
  return new Promise((resolve) => {
    if (isLeaving() && !atEnd) return
    const child = spawn(command, args, {
      env: { ...process.env, LC_ALL: 'C', ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // A group of its own: the terminal's Ctrl-C reaches the CLI alone, and a plug-in that docker started ends with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    const { pid } = child
    // It may end without having read it.
    child.stdin?.on('error', () => {}).end(input)
    const unregister = atEnd ? undefined : register(child)
    if (pid !== undefined) watch(pid)
    const timer = deadline === undefined ? undefined : setTimeout(tooLate, deadline)
    function tooLate() {
      result.late = true
      signal(child, 'SIGKILL')
    }
    for (const stream of ['stdout', 'stderr'] as const) {
      createInterface({ input: child[stream]!, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
        if (stream === 'stdout') result.stdout += `${line}\n`
        result.said += `${line}\n`
        onLine?.(line)
      })
    }
    const finish = () => {
      clearTimeout(timer)
      unregister?.()
      if (pid !== undefined) forget(pid)
      if (!isLeaving() || atEnd) resolve(result)
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (pid !== undefined) return
      result.missing = error.code === 'ENOENT'
      result.said = error.message
      finish()
    })
    child.once('close', (code) => {
      result.code = code ?? undefined
      if (pid !== undefined) finish()
    })
  })
}

/** Among what the CLI ends when it leaves. */
function register(child: ChildProcess): () => void {
  const exited = new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
  const kill = () => {
    signal(child, 'SIGKILL')
    return exited
  }
  const entry = {
    office: false,
    kill,
    async stop(grace?: number) {
      signal(child, 'SIGTERM')
      const timer = setTimeout(kill, grace)
      const exit = await exited
      clearTimeout(timer)
      return exit
    },
  }
  running.add(entry)
  return () => running.delete(entry)
}

function signal({ pid, exitCode, signalCode }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name)
  } catch {
    // It ended meanwhile.
  }
}
