// The brokers compared: ours, Apache Kafka from its jars, kfake from its Go module. Each a process of its own.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { kafkaAvailable, startKafka } from '../test/support/kafka.js'
import { cacheFolder, root } from './places.js'

export interface RunningBroker {
  brokers: string
  pid: number
  /** From launch to accepting requests. */
  readyMs: number
  stop(): Promise<void>
  /** Ends it and starts it again on the same data; undefined where a broker keeps nothing. */
  restart?(): Promise<RunningBroker>
}

export interface Peer {
  name: string
  /** Why it is left out here, if it is. */
  missing(): string | undefined
  start(): Promise<RunningBroker>
}

export const peers: Peer[] = [
  { name: 'guichet', missing: () => undefined, start: () => startGuichet(temporaryFolder()) },
  {
    name: 'kafka 4.3.1',
    missing: () => (kafkaAvailable('4.3.1') ? undefined : 'no jars: node scripts/kafka.mjs'),
    start: async () => fromKafka(await startKafka('4.3.1', { properties: { 'log.segment.delete.delay.ms': 0 } })),
  },
  { name: 'kfake', missing: buildKfake, start: startKfake },
]

function fromKafka(kafka: Awaited<ReturnType<typeof startKafka>>): RunningBroker {
  return {
    brokers: kafka.brokers[0]!,
    pid: kafka.pid,
    readyMs: kafka.readyMs,
    stop: kafka.stop,
    restart: async () => fromKafka(await kafka.restart()),
  }
}

const temporary: string[] = []

function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guichet-bench-'))
  temporary.push(folder)
  return folder
}

/** Removes what the brokers left. */
export function removeData(): void {
  for (const folder of temporary.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
}

async function startGuichet(data: string): Promise<RunningBroker> {
  const launchedAt = performance.now()
  const options = (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter(Boolean)
  const bureau = [path.join(root, 'dist', 'bin.js'), 'bureau', '--json', '--port', '0', '--donnees', data]
  const child = spawn(process.execPath, [...options, ...bureau], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = JSON.parse(await firstLine(child)) as { host: string; port: number }
  const readyMs = performance.now() - launchedAt
  const restart = () => end(child).then(() => startGuichet(data))
  const brokers = `${ready.host}:${ready.port}`
  return { brokers, pid: child.pid!, readyMs, stop: () => end(child), restart }
}

const kfake = path.join(cacheFolder, 'bench', process.platform === 'win32' ? 'kfake.exe' : 'kfake')

function buildKfake(): string | undefined {
  if (fs.existsSync(kfake)) return undefined
  try {
    execFileSync('go', ['build', '-o', kfake, '.'], { cwd: path.join(root, 'bench', 'kfake'), stdio: 'pipe' })
    return undefined
  } catch (error) {
    return `cannot be built: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}

async function startKfake(): Promise<RunningBroker> {
  const launchedAt = performance.now()
  const child = spawn(kfake, { stdio: ['ignore', 'pipe', 'inherit'] })
  const brokers = await firstLine(child)
  return { brokers, pid: child.pid!, readyMs: performance.now() - launchedAt, stop: () => end(child) }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${child.spawnfile} ended with code ${code}`)
  })
  const [line] = await Promise.race([once(createInterface(child.stdout!), 'line'), ended])
  ended.catch(() => {})
  return line as string
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
