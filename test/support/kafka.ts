// Apache Kafka itself, from the jars `scripts/kafka.mjs` fetched: one combined node, and its command-line tools.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

export type KafkaVersion = '4.3.1' | '3.9.1'

export interface KafkaProcess {
  /** `127.0.0.1:port` */
  brokers: string[]
  port: number
  pid: number
  /** Its `log.dirs`. */
  dataFolder: string
  /** From launch to the first answer on its port. */
  readyMs: number
  /** Ends it and removes its folder. */
  stop(): Promise<void>
  /** Ends it and starts it again on the same data and port; only the new one is to be stopped. */
  restart(): Promise<KafkaProcess>
}

export interface KafkaOptions {
  /** `group.initial.rebalance.delay.ms`; default 0 (Kafka's own: 3000). */
  initialRebalanceDelayMs?: number
  /** Further lines of `server.properties`. */
  properties?: Record<string, string | number>
  /** Further listeners: `TLS://127.0.0.1:9093`; the properties say what each speaks. */
  listeners?: string[]
  /** Further arguments of `kafka-storage format`. */
  format?: string[]
  /** JVM options, `-Xmx512m` by default. */
  jvm?: string[]
}

export interface ToolResult {
  stdout: string
  stderr: string
  code: number | null
}

const READY_DEADLINE_MS = 60_000
const STOP_DEADLINE_MS = 10_000
const CLUSTER_ID = 'Z3VpY2hldC1ndWljaGV0LQ'

/** Whether the jars and a Java are here: `describe.skipIf(!kafkaAvailable('4.3.1'))`. */
export function kafkaAvailable(version: KafkaVersion): boolean {
  return fs.existsSync(libsFolder(version)) && javaInPath()
}

/** Formats a temporary data folder and starts one node on free ports; resolves once it answers. */
export async function startKafka(version: KafkaVersion, options: KafkaOptions = {}): Promise<KafkaProcess> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `kafka-${version}-`))
  try {
    const [port, controllerPort] = await freePorts(2)
    const config = path.join(folder, 'server.properties')
    fs.writeFileSync(config, serverProperties(path.join(folder, 'data'), port!, controllerPort!, options))
    const formatted = await kafkaTool(version, 'kafka.tools.StorageTool', [
      ...['format', '-t', CLUSTER_ID, '-c', config],
      ...(options.format ?? []),
    ])
    if (formatted.code !== 0) throw new Error(`kafka storage format: ${formatted.stdout}${formatted.stderr}`)
    return await launch(version, options, folder, port!)
  } catch (error) {
    removeFolder(folder)
    throw error
  }
}

async function launch(
  version: KafkaVersion,
  options: KafkaOptions,
  folder: string,
  port: number,
): Promise<KafkaProcess> {
  const launchedAt = performance.now()
  const child = java(version, options.jvm ?? ['-Xmx512m'], 'kafka.Kafka', [path.join(folder, 'server.properties')])
  const output = collect(child)
  const exited = once(child, 'exit')
  const killWithUs = () => child.kill('SIGKILL')
  process.on('exit', killWithUs)
  const end = async () => {
    process.off('exit', killWithUs)
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS)
    await exited
    clearTimeout(impatience)
  }
  if (!(await answers(port, () => child.exitCode !== null))) {
    await end()
    throw new Error(`Kafka ${version} did not start: ${output.stdout}${output.stderr}`)
  }
  return {
    brokers: [`127.0.0.1:${port}`],
    port,
    pid: child.pid!,
    dataFolder: path.join(folder, 'data'),
    readyMs: performance.now() - launchedAt,
    stop: () => end().finally(() => removeFolder(folder)),
    restart: () => end().then(() => launch(version, options, folder, port)),
  }
}

function removeFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** Runs one of Kafka's tools to its end, `input` on its standard input; killed after a minute. */
export async function kafkaTool(
  version: KafkaVersion,
  mainClass: string,
  args: string[],
  input = '',
): Promise<ToolResult> {
  const child = java(version, ['-XX:TieredStopAtLevel=1', '-Xshare:auto'], mainClass, args)
  const output = collect(child)
  const impatience = setTimeout(() => child.kill('SIGKILL'), 60_000)
  child.stdin!.on('error', () => {}) // a tool may end before it has read all
  child.stdin!.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(impatience)
  return { ...output, code }
}

function java(version: KafkaVersion, jvm: string[], mainClass: string, args: string[]): ChildProcess {
  const classPath = path.join(libsFolder(version), '*')
  const log4j = pathToFileURL(path.join(versionFolder(version), 'log4j.properties'))
  const logging = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=error', `-Dlog4j.configuration=${log4j}`]
  return spawn('java', [...jvm, ...logging, '-cp', classPath, mainClass, ...args], { stdio: 'pipe' })
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]!.setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text
    })
  }
  return output
}

function serverProperties(dataFolder: string, port: number, controllerPort: number, options: KafkaOptions): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: [
      ...[`PLAINTEXT://127.0.0.1:${port}`, `CONTROLLER://127.0.0.1:${controllerPort}`],
      ...(options.listeners ?? []),
    ].join(),
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': dataFolder.replaceAll('\\', '/'),
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': options.initialRebalanceDelayMs ?? 0,
    ...options.properties,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/** ApiVersions v0, as any client opens with (https://kafka.apache.org/protocol#The_Messages_ApiVersions). */
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255])

async function answers(port: number, ended: () => boolean): Promise<boolean> {
  const deadline = Date.now() + READY_DEADLINE_MS
  while (Date.now() < deadline && !ended()) {
    if (await asks(port)) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

function asks(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(API_VERSIONS))
    socket.setTimeout(5000, () => socket.destroy())
    socket.on('data', () => socket.destroy(undefined).removeAllListeners('close') && resolve(true))
    socket.on('error', () => {})
    socket.on('close', () => resolve(false))
  })
}

/** Ports of this machine that nothing uses now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => net.createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

function versionFolder(version: KafkaVersion): string {
  return path.resolve(import.meta.dirname, '../../.cache', `kafka-${version}`)
}

function libsFolder(version: KafkaVersion): string {
  return path.join(versionFolder(version), 'libs')
}

function javaInPath(): boolean {
  const names = process.platform === 'win32' ? ['java.exe'] : ['java']
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.some((folder) => names.some((name) => fs.existsSync(path.join(folder, name))))
}
