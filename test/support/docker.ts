// A Docker engine of the test's own: its data, its socket and its processes are in a temporary folder and end with it.
// The machine's own engine, if it has one, is never spoken to. What it runs: scripts/docker.mjs prepares it.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll } from 'vitest'
import { endAll } from '../../src/programs/ending.js'
import { until } from './until.js'

const CACHE = join(homedir(), '.cache', 'guichet')
const COMPOSE_V2 = join(CACHE, 'compose-v2-2.40.3', 'docker-compose')
const COMPOSE_V1 = join(CACHE, 'compose-v1-1.29.2', 'bin')
const IMAGE_ROOT = join(CACHE, 'kafka-image-4.3.1-2', 'root.tar')

/** As it is before any test changes it. */
const PATH = process.env.PATH ?? ''

/** The image of Apache Kafka 4.3.1 that `loadKafka` puts in the engine. */
export const KAFKA_IMAGE = 'guichet-test/kafka:4.3.1'

/** Which compose a learner has. */
export type Compose = 'v2' | 'v1' | 'none'

export interface DockerEngine {
  /** What a process needs to speak to this engine, with that compose: DOCKER_HOST, DOCKER_CONFIG, PATH, KAFKA_IMAGE. */
  env(compose?: Compose): Record<string, string>
  socket: string
  /**
   * The words that put a command in the engine's own network, where its ports are; none unless it is apart. Containers
   * only reach one another there: on the machine, its firewall is not ours to open.
   */
  enter: string[]
  /** `docker …` on this engine: its stdout. Rejects with what it said when it fails. */
  docker(...args: string[]): Promise<string>
  /** Imports the image of Kafka, under this name. */
  loadKafka(name?: string): Promise<void>
  /** An image of the same files that runs something else. */
  loadImpostor(name: string, command: string[]): Promise<void>
  /** Resolves at the engine's first event of this kind from now on: `network create`, `container start`… */
  event(type: string, action: string): Promise<void>
  /** Containers and networks of guichet's own: none once it has left. */
  left(): Promise<string[]>
  stop(): Promise<void>
}

/** Why no engine can be run here, in a few words for the tests' names; undefined when one can. */
export const dockerProblem: string | undefined = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'skipped: an engine runs as root on Linux only'
  const missing = ['dockerd', 'containerd', 'runc', 'docker'].filter((command) => !inPath(command))
  if (missing.length > 0) return `skipped: no ${missing.join(', ')} here`
  if (!existsSync(COMPOSE_V2) || !existsSync(IMAGE_ROOT)) return 'skipped: node scripts/docker.mjs prepares it'
  return undefined
})()

/** Why the old docker-compose cannot be tried; undefined when it can. */
export const composeV1Problem: string | undefined =
  dockerProblem ?? (existsSync(join(COMPOSE_V1, 'docker-compose')) ? undefined : 'skipped: no docker-compose 1.29')

/**
 * Gives the tests around an engine with Kafka's image, and a state folder, in this process's own environment; what was
 * started there is ended, and both go, after them.
 */
export function useEngineWithKafka(): void {
  let engine: DockerEngine | undefined
  let home: string | undefined
  beforeAll(async () => {
    engine = await startEngine()
    await engine.loadKafka()
    home = mkdtempSync(join(tmpdir(), 'guichet-test-'))
    Object.assign(process.env, engine.env(), { GUICHET_HOME: home, KAFKA_PORT: '19092' })
  })
  afterAll(async () => {
    await endAll()
    await engine?.stop()
    if (home) rmSync(home, { recursive: true, force: true })
  })
}

/**
 * Starts an engine; it answers once this resolves. It shares no network with others and leaves the firewall alone.
 * @param apart in a network of its own, with the machine's cut off: for containers that speak to one another
 */
export async function startEngine({ apart = false } = {}): Promise<DockerEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-engine-'))
  const socket = join(folder, 'docker.sock')
  const flags = {
    'data-root': join(folder, 'data'),
    'exec-root': join(folder, 'exec'),
    host: `unix://${socket}`,
    pidfile: join(folder, 'docker.pid'),
    'config-file': join(folder, 'daemon.json'),
    bridge: 'none',
    iptables: 'false',
    'ip-forward': 'false',
    'ip-masq': 'false',
    'log-level': 'error',
    'default-address-pool': `base=10.${100 + (process.pid % 100)}.0.0/16,size=24`,
  }
  writeFileSync(flags['config-file'], '{}')
  const log: string[] = []
  const words = Object.entries(flags).map(([name, value]) => `--${name}=${value}`)
  const alone = ['--net', 'sh', '-c', 'ip link set lo up && exec dockerd "$@"', 'sh']
  const child = spawn(
    apart ? 'unshare' : 'dockerd',
    apart ? [...alone, ...words] : words,
    // A group of its own, with the containerd it starts.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  )
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => log.push(String(text)))
  const killWithUs = () => signal(child, 'SIGKILL')
  process.on('exit', killWithUs)

  const env = (compose: Compose = 'v2') => ({
    DOCKER_HOST: `unix://${socket}`,
    DOCKER_CONFIG: configWith(folder, compose),
    PATH: compose === 'v1' ? `${COMPOSE_V1}${delimiter}${PATH}` : PATH,
    KAFKA_IMAGE,
  })
  const docker = async (...args: string[]) => {
    const options = { env: { ...process.env, ...env() }, maxBuffer: 10_000_000 }
    return (await promisify(execFile)('docker', args, options)).stdout.trim()
  }
  const stop = async () => {
    const containers = await docker('ps', '--all', '--quiet').catch(() => '')
    if (containers) await docker('rm', '--force', '--volumes', ...containers.split('\n')).catch(() => {})
    // A network left behind is a bridge left on the machine.
    await docker('network', 'prune', '--force').catch(() => {})
    process.off('exit', killWithUs)
    if (child.exitCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const impatience = setTimeout(killWithUs, 15_000)
      await ended
      clearTimeout(impatience)
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  try {
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`dockerd ended: ${log.join('').slice(-2000)}`)
      return docker('version').then(
        () => true,
        () => false,
      )
    }, 30_000)
  } catch (error) {
    await stop()
    throw error
  }

  const change = (words: string[]) => ['--change', `ENTRYPOINT ${JSON.stringify(words)}`, '--change', 'USER 1000']
  return {
    env,
    socket,
    enter: apart ? ['nsenter', '--target', String(child.pid), '--net'] : [],
    docker,
    stop,
    async loadKafka(name = KAFKA_IMAGE) {
      await docker('import', ...change(['/etc/kafka/docker/run']), IMAGE_ROOT, name)
    },
    async loadImpostor(name, command) {
      await docker('import', ...change(command), IMAGE_ROOT, name)
    },
    event: (type, action) => nextEvent(socket, type, action),
    async left() {
      const ours = ['--filter', 'label=com.docker.compose.project', '--format']
      const containers = await docker('ps', '--all', ...ours, 'container {{.Names}} {{.Status}}')
      const networks = await docker('network', 'ls', ...ours, 'network {{.Name}}')
      return `${containers}\n${networks}`.split('\n').filter((line) => /guichet/.test(line))
    },
  }
}

/** A Docker settings folder whose plug-ins are what we say, whatever this user has. */
function configWith(folder: string, compose: Compose): string {
  const config = join(folder, `config-${compose}`)
  const plugins = join(config, 'cli-plugins')
  if (existsSync(plugins)) return config
  mkdirSync(plugins, { recursive: true })
  if (compose === 'v2') symlinkSync(COMPOSE_V2, join(plugins, 'docker-compose'))
  return config
}

/** GET /events: one JSON object a line, as it happens (https://docs.docker.com/reference/api/engine/). */
function nextEvent(socketPath: string, type: string, action: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path: '/events' }, (answer) => {
      answer
        .on('error', () => {})
        .on('data', (chunk) => {
          for (const line of String(chunk).split('\n').filter(Boolean)) {
            const event = JSON.parse(line)
            if (event.Type !== type || event.Action !== action) continue
            asked.destroy()
            resolve()
          }
        })
    })
    asked.on('error', reject).end()
  })
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name)
  } catch {
    // It has ended.
  }
}

function inPath(command: string): boolean {
  return PATH.split(delimiter).some((folder) => existsSync(join(folder, command)))
}
