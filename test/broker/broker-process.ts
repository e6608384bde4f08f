// The broker as a process of its own, to be killed: the sources bundled once, started as often as needed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { afterAll, onTestFinished } from 'vitest'

export interface BrokerProcess {
  process: ChildProcess
  pid: number
  port: number
  brokers: string[]
  /** What the broker has met so far that it did not expect. */
  surprises(): string
  /** kill -9, and the process is gone. */
  kill(): Promise<void>
}

const program = `
import { startBroker } from './src/broker/index.ts'
const [port, data] = process.argv.slice(2)
const log = (line) => line.includes('unexpected') && console.error(line)
const broker = await startBroker({ port: Number(port), data, log })
console.log(JSON.stringify({ port: broker.port }))
process.on('SIGTERM', () => broker.stop().then(() => process.exit(0)))
`

let bundle: { folder: string; file: Promise<unknown> } | undefined

async function bundledProgram(): Promise<string> {
  if (!bundle) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guichet-bundle-'))
    const stdin = { contents: program, resolveDir: path.resolve(import.meta.dirname, '../..'), loader: 'ts' as const }
    const outfile = path.join(folder, 'broker.mjs')
    bundle = {
      folder,
      file: build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' }),
    }
  }
  await bundle.file
  return path.join(bundle.folder, 'broker.mjs')
}

afterAll(() => {
  if (bundle) fs.rmSync(bundle.folder, { recursive: true, force: true })
})

/** Resolves once it accepts connections; killed when the test ends. Rejects with what it wrote when it ends instead. */
export async function startBrokerProcess(data: string, port = 0): Promise<BrokerProcess> {
  const child = spawn(process.execPath, [await bundledProgram(), String(port), data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(kill)
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const line = once(createInterface(child.stdout), 'line').then(([text]) => text as string)
  const ready = await Promise.race([line, exited.then(() => undefined)])
  if (ready === undefined) throw new Error(errors)
  const { port: actual } = JSON.parse(ready) as { port: number }
  return {
    process: child,
    pid: child.pid!,
    port: actual,
    brokers: [`127.0.0.1:${actual}`],
    surprises: () => errors,
    kill,
  }
}
