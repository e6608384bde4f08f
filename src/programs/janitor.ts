// The janitor: a small process beside the CLI that cleans up after it, even after a kill -9.
// It reads notes from a pipe; when the pipe closes, the CLI is gone: what is still noted is ended and removed.
// Everything is over within 2 s: SIGTERM at once, SIGKILL for what is left after GRACE, then the folders, then the scripts.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

/** One line of the pipe: something to look after from now on, or no longer. */
export type Note = { watch: Ward } | { forget: Ward }
/** A process by its pid, a temporary file or folder by its path, or something only a program of ours can end. */
export type Ward = number | string | { script: string; args: string[] }

const GRACE = 700
/** A script that hangs holds nothing of ours, but must not stay for ever. */
const SCRIPT_DEADLINE = 60_000

// Its life is the pipe's: a signal to everything around must not end it before what it looks after.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

const noted = new Map<string, Ward>()
for await (const line of createInterface({ input: process.stdin })) {
  const note: Note = JSON.parse(line)
  if ('watch' in note) noted.set(JSON.stringify(note.watch), note.watch)
  else noted.delete(JSON.stringify(note.forget))
}

const wards = [...noted.values()]
const processes = wards.filter((ward) => typeof ward === 'number').reverse()
const paths = wards.filter((ward) => typeof ward === 'string')
const scripts = wards.filter((ward) => typeof ward === 'object')

let left = processes.filter((pid) => signal(pid, 'SIGTERM'))
for (const start = Date.now(); left.length > 0 && Date.now() - start < GRACE; ) {
  await pause(20)
  left = left.filter((pid) => signal(pid, 0))
}
for (const pid of left) signal(pid, 'SIGKILL')
for (const path of paths) {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  } catch {
    // Not ours to remove any more: nobody is left to be told.
  }
}
for (const { script, args } of scripts) {
  spawnSync(process.execPath, [script, ...args], { stdio: 'ignore', timeout: SCRIPT_DEADLINE, windowsHide: true })
}
process.exit(0)

/** Whether the signal found its process; the program's whole group where it leads one (POSIX). */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      return process.kill(target, name)
    } catch {
      // No such group, or no such process.
    }
  }
  return false
}
