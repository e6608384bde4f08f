// What a process takes of the machine while it works: resident memory, processor time.

import { execFile, execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'

const SAMPLE_MS = 100

/**
 * Uses memory and gives it back, so that nobody measured is the first to. A virtual machine may get each page from its
 * host when it is first touched, in some 6 µs: half a second for the letters of one round, on the disk's cache, to the
 * account of the broker whose turn it is.
 */
export function touchMemory(): void {
  const gigabytes = Math.min(6, os.freemem() / 2 / 2 ** 30)
  const touch = `const kept = []; for (let i = 0; i < ${4 * gigabytes}; i++) kept.push(Buffer.alloc(1 << 28, 1))`
  execFileSync(process.execPath, ['-e', touch], { stdio: 'ignore' })
}

/** Resident memory in bytes; 0 when the process is gone. */
async function residentBytes(pid: number): Promise<number> {
  if (process.platform === 'linux') {
    try {
      return Number(/^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
    } catch {
      return 0
    }
  }
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (_, stdout) => resolve(Number(stdout) * 1024))
  })
}

/** Samples until stopped; `stop` gives the largest and the last value, in bytes. */
export function watchMemory(pid: number): { stop(): Promise<{ peak: number; last: number }> } {
  let peak = 0
  const timer = setInterval(async () => {
    peak = Math.max(peak, await residentBytes(pid))
  }, SAMPLE_MS)
  timer.unref() // a case that fails does not stop it
  return {
    async stop() {
      clearInterval(timer)
      const last = await residentBytes(pid)
      return { peak: Math.max(peak, last), last }
    },
  }
}

/** Processor time used so far, in seconds, by all its threads; 0 where the system does not say (not Linux). */
export function processorSeconds(pid: number): number {
  try {
    // Fields 14 and 15, in hundredths of a second; counted after the name, which may hold spaces.
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}
