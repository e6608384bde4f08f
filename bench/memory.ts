// Resident memory of a process, sampled while it works.

import { execFile } from 'node:child_process'
import fs from 'node:fs'

const SAMPLE_MS = 100

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
  return {
    async stop() {
      clearInterval(timer)
      const last = await residentBytes(pid)
      return { peak: Math.max(peak, last), last }
    },
  }
}
