// The CLI's side of the janitor: starts it with the first thing to look after, and keeps it informed.
import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import type { Note, Ward } from './janitor.js'
import { programFile } from './program-file.js'

const wards = new Set<Ward>()
let janitor: ChildProcess | undefined

/** Hands a process (pid), a temporary path or a script to the janitor: they will not outlive this CLI, it will be run. */
export function watch(ward: Ward): void {
  wards.add(ward)
  if (janitor) write(janitor, { watch: ward })
  else janitor = hire()
}

/** The process ended, the path is removed, or the script has nothing left to do; the very ward that was watched. */
export function forget(ward: Ward): void {
  if (wards.delete(ward) && janitor) write(janitor, { forget: ward })
}

function hire(): ChildProcess {
  // Detached: neither the terminal's Ctrl-C nor its closing reaches it. The pipe is all that binds it to us.
  const child = spawn(process.execPath, [programFile('janitor')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: tmpdir(),
    detached: true,
    windowsHide: true,
  })
  const gone = () => {
    if (janitor === child) janitor = undefined
  }
  // Should it be ended from outside, the next thing to watch hires another, which is told of all of them.
  child.on('error', gone).on('exit', gone).unref()
  child.stdin!.on('error', gone)
  ;(child.stdin as Socket).unref()
  for (const ward of wards) write(child, { watch: ward })
  return child
}

/** A pipe's buffer is the kernel's once written: what was noted is read even if we die at once. */
function write(child: ChildProcess, note: Note): void {
  child.stdin!.write(`${JSON.stringify(note)}\n`)
}
