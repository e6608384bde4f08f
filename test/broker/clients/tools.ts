// Other people's clients, run as they are: what they print, and whether they are here at all.
import { execFile, execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

/** What a program writes on stdout, given `input` on stdin. Rejects when it fails, or after 60 s. */
export function run(program: string, args: string[], input = ''): Promise<string> {
  const running = promisify(execFile)(program, args, { timeout: 60_000, maxBuffer: 64 << 20 })
  running.child.stdin?.on('error', () => {}) // a tool may end before it has read all
  running.child.stdin?.end(input)
  return running.then(({ stdout }) => stdout)
}

/** Whether the program is on this machine and runs with these arguments; says so when it does not. */
export function isHere(program: string, args: string[], how: string): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    console.warn(`skipped: ${path.basename(program)} is not here (${how})`)
    return false
  }
}

const bin = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python'
/** Python with confluent-kafka, in a virtual environment of the repository's own. */
export const python = path.resolve(import.meta.dirname, '../../../.cache/python', bin)

export function hasConfluentKafka(): boolean {
  const how = 'python3 -m venv .cache/python && .cache/python/bin/pip install confluent-kafka'
  return isHere(fs.existsSync(python) ? python : 'python-with-confluent-kafka', ['-c', 'import confluent_kafka'], how)
}
