// Runs docker or compose, bounded: an engine that accepts and never answers must not hold us.
import { setTimeout as pause } from 'node:timers/promises'
import { x } from 'tinyexec'
import { forget, watch } from '../programs/janitor-link.js'

export interface Ran {
  /** Undefined when it did not end in time. */
  code: number | undefined
  stdout: string
  stderr: string
  /** There is no such program. */
  missing: boolean
}

export interface RunOptions {
  /** Milliseconds; then it is ended, with all that it started. */
  within: number
  env: NodeJS.ProcessEnv
}

const LED_APART = process.platform !== 'win32'

/** Runs it to its end, in English; never rejects. Nothing of it outlives us. */
export async function run(command: string, args: string[], { within, env }: RunOptions): Promise<Ran> {
  const child = x(command, args, {
    // The learner's own PATH and no other: the very docker that their shell finds.
    nodePath: false,
    nodeOptions: {
      env: { ...env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a plug-in that docker started ends with it.
      detached: LED_APART,
      windowsHide: true,
    },
  })
  const { pid } = child
  if (pid !== undefined) watch(pid)
  const stop = new AbortController()
  const late = pause(within, undefined, { signal: stop.signal }).catch(() => undefined)
  try {
    const output = await Promise.race([child, late])
    if (output) return { code: output.exitCode ?? 1, stdout: output.stdout, stderr: output.stderr, missing: false }
    if (pid !== undefined) kill(pid)
    return { code: undefined, stdout: '', stderr: '', missing: false }
  } catch (error) {
    return { code: 1, stdout: '', stderr: String(error), missing: (error as NodeJS.ErrnoException).code === 'ENOENT' }
  } finally {
    stop.abort()
    if (pid !== undefined) forget(pid)
  }
}

function kill(pid: number): void {
  try {
    process.kill(LED_APART ? -pid : pid, 'SIGKILL')
  } catch {
    // It ended meanwhile.
  }
}

/** The first line that a program said, on stderr or else on stdout. */
export function firstLine({ stdout, stderr }: Ran): string {
  return (stderr.trim() || stdout.trim()).split(/\r?\n/)[0] ?? ''
}
