// The Python client of the benchmark: its virtual environment, made once, and its runs.

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { cacheFolder, root } from './places.js'

const CONFLUENT_KAFKA = 'confluent-kafka==2.16.1'
const windows = process.platform === 'win32'
const environment = path.join(cacheFolder, 'python')
const python = path.join(environment, windows ? 'Scripts/python.exe' : 'bin/python')

/** Makes the virtual environment if it is not there; throws when Python or its packages cannot be had. */
export function preparePython(): void {
  try {
    execFileSync(python, ['-c', 'import confluent_kafka'], { stdio: 'ignore' })
    return
  } catch {}
  fs.mkdirSync(cacheFolder, { recursive: true })
  execFileSync(windows ? 'python' : 'python3', ['-m', 'venv', environment], { stdio: 'inherit' })
  execFileSync(python, ['-m', 'pip', 'install', '-q', CONFLUENT_KAFKA], { stdio: 'inherit' })
}

/** Runs one action of client.py to its end and returns how long it says it took, in seconds. */
export async function runClient(action: string, brokers: string, topic: string, ...numbers: number[]): Promise<number> {
  const args = [path.join(root, 'bench', 'client.py'), action, brokers, topic, ...numbers.map(String)]
  const child = spawn(python, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => {
    output.stdout += text
  })
  child.stderr.on('data', (text) => {
    output.stderr += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`client.py ${action}: ${output.stderr.trim().split('\n').at(-1)}`)
  return (JSON.parse(output.stdout) as { seconds: number }).seconds
}
