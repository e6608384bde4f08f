// The probes of this machine, against real Docker engines of the test's own: absent, deaf, closed, full, busy, and well.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { classify } from '../../src/diagnostic/classify.js'
import { diagnose } from '../../src/diagnostic/diagnose.js'
import { setLanguage } from '../../src/i18n/index.js'
import { freePort } from '../../src/programs/port.js'
import { composeV1Problem, type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'
import { answer, openHub, openTarpit, quota, type Stage } from './stage.js'

const folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
const closing: (() => Promise<unknown>)[] = []

beforeAll(() => setLanguage('en'))
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A folder to be in PATH, whose programs say this and end so. */
function programs(scripts: Record<string, string>): string {
  const bin = mkdtempSync(join(folder, 'bin-'))
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  return bin
}

/** What was found, check by check: `docker ok`, `compose fail`… up to the first failure. */
function upToFailure(checks: { id: string; status: string }[]): string[] {
  const words = checks.map(({ id, status }) => `${id} ${status}`)
  const failure = checks.findIndex(({ status }) => status === 'fail')
  return failure < 0 ? words : words.slice(0, failure + 1)
}

describe('without an engine', () => {
  it('docker that is nowhere is said to be missing, and nothing else is tried', async () => {
    const { verdict, checks } = await diagnose({ env: { PATH: programs({}) } })
    expect(verdict).toBe('docker-missing')
    expect(checks.map(({ status }) => status)).toEqual(['fail', ...Array(11).fill('skip')])
  })

  it('the script that Docker Desktop leaves in an unconnected WSL is recognised', async () => {
    const docker = `echo "The command 'docker' could not be found in this WSL 2 distro." >&2; exit 1`
    const { verdict, checks } = await diagnose({ env: { PATH: programs({ docker }) } })
    expect(verdict).toBe('wsl-integration-off')
    expect(checks[0]!.evidence).toBe("The command 'docker' could not be found in this WSL 2 distro.")
  })

  it('a docker that hangs is given up', async () => {
    const start = Date.now()
    const { verdict } = await diagnose({
      env: { PATH: `${programs({ docker: 'exec sleep 60' })}:${process.env.PATH}` },
    })
    expect(verdict).toBe('unknown')
    expect(Date.now() - start).toBeLessThan(5000)
  })
})

describe.skipIf(dockerProblem)(`with a real engine${dockerProblem ? ` (${dockerProblem})` : ''}`, () => {
  let engine: DockerEngine
  let port: number

  beforeAll(async () => {
    engine = await startEngine()
    port = await freePort()
  })
  afterAll(() => engine?.stop())

  /** This engine, seen by someone who wants that image from that Docker Hub. */
  function env(more: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
    const hub = { GUICHET_HUB_REGISTRY: 'http://127.0.0.1:1', GUICHET_HUB_AUTH: 'http://127.0.0.1:1' }
    return { ...process.env, ...engine.env(), KAFKA_IMAGE: undefined, KAFKA_PORT: String(port), ...hub, ...more }
  }

  async function hubEnv(script: Parameters<typeof openHub>[0]): Promise<NodeJS.ProcessEnv> {
    const hub: Stage = await openHub(script)
    closing.push(hub.close)
    return env({ GUICHET_HUB_REGISTRY: hub.url, GUICHET_HUB_AUTH: hub.url })
  }

  it('no compose: said with docker’s own words', async () => {
    const none = engine.env('none')
    const { verdict, checks } = await diagnose({ env: { ...env(), ...none, PATH: pathWithout('docker-compose') } })
    expect(verdict).toBe('compose-missing')
    expect(checks[1]!.evidence).toBe('docker: unknown command: docker compose')
  })

  it.each([
    ['a word that compose does not know', 'servces: {}', "additional properties 'servces' not allowed"],
    ['text that is no YAML', 'services:\n  kafka:\n   image: x\n  ports: [\n', 'yaml: line 4'],
  ])('a compose file broken by %s: its line is shown, and nothing is blamed', (_, text, line) => {
    const file = join(folder, 'broken.yaml')
    writeFileSync(file, text)
    const { status, stderr } = spawnSync('docker', ['compose', '-f', file, 'config'], {
      env: { ...env(), ...engine.env() } as NodeJS.ProcessEnv,
      encoding: 'utf8',
    })
    expect(status).not.toBe(0)
    const { verdict, evidence } = classify(stderr)
    expect(verdict).toBe('unknown')
    expect(evidence).toContain(line)
  })

  it.skipIf(composeV1Problem)('the old docker-compose will do', async () => {
    const { checks } = await diagnose({ env: { ...env(), ...engine.env('v1'), DOCKER_HOST: 'unix:///nowhere.sock' } })
    expect(checks[1]).toMatchObject({ status: 'ok', evidence: expect.stringContaining('1.29.2') })
  })

  it('a stopped daemon: the line says where docker looked', async () => {
    const { verdict, checks } = await diagnose({ env: env({ DOCKER_HOST: `unix://${folder}/stopped.sock` }) })
    expect(verdict).toBe('daemon-down')
    expect(upToFailure(checks)).toEqual(['docker ok', 'compose ok', 'daemon fail'])
    expect(checks[2]!.evidence).toContain(`Cannot connect to the Docker daemon at unix://${folder}/stopped.sock`)
  })

  it('a daemon that takes the connection and never answers is given up', async () => {
    const tarpit = await openTarpit()
    closing.push(tarpit.close)
    const start = Date.now()
    const { verdict } = await diagnose({ env: env({ DOCKER_HOST: `tcp://127.0.0.1:${tarpit.port}` }) })
    expect(verdict).toBe('daemon-down')
    expect(Date.now() - start).toBeLessThan(10_000)
  })

  it('a socket that another user may not open: the daemon itself is not judged', async () => {
    // As somebody else, with compose where they may read it.
    const open = mkdtempSync(join(tmpdir(), 'guichet-test-'))
    chmodSync(open, 0o755)
    const plugins = join(open, 'config', 'cli-plugins')
    mkdirSync(plugins, { recursive: true })
    const compose = programs({ 'docker-compose': 'echo Docker Compose version v2' })
    chmodSync(folder, 0o755)
    chmodSync(compose, 0o755)
    symlinkSync(join(compose, 'docker-compose'), join(plugins, 'docker-compose'))
    const command = [
      'setpriv',
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      'docker',
      'version',
      '--format',
      '{{.Server.Version}}',
    ]
    const docker = `if [ "$1" = version ]; then exec ${command.slice(0, 4).join(' ')} ${realDocker()} "$@"; fi; exec ${realDocker()} "$@"`
    const { verdict, checks } = await diagnose({
      env: env({ PATH: `${programs({ docker })}:${compose}:${process.env.PATH}` }),
    })
    rmSync(open, { recursive: true })
    expect(verdict).toBe('socket-permission')
    expect(upToFailure(checks)).toEqual(['docker ok', 'compose ok', 'daemon skip', 'socket fail'])
    expect(checks[3]!.evidence).toContain('permission denied while trying to connect to the Docker daemon socket')
  })

  it('a port already in use is told with what uses it', async () => {
    closing.push((await openTarpit(port)).close)
    const { verdict, checks } = await diagnose({ env: env() })
    expect(verdict).toBe('port-taken')
    expect(upToFailure(checks).slice(2)).toEqual(['daemon ok', 'socket ok', 'image ok', 'port fail'])
    expect(checks.find(({ id }) => id === 'port')!.evidence).toMatch(new RegExp(`^${port} is in use by`))
  })

  it('the report’s case: an engine that is well, and a Docker Hub that refuses', async () => {
    const { verdict, checks, remedies } = await diagnose({ env: await hubEnv({ image: answer(200, quota(0)) }) })
    expect(verdict).toBe('hub-limit-anon')
    expect(upToFailure(checks)).toEqual([
      ...[
        'docker ok',
        'compose ok',
        'daemon ok',
        'socket ok',
        'image ok',
        'port ok',
        'disk ok',
        'registry ok',
        'quota fail',
      ],
    ])
    expect(remedies.map(({ commands }) => commands[0])[0]).toBe('docker login')
    expect(JSON.stringify(checks)).not.toContain('203.0.113.7')
  })

  it('a kafka already here under another name is the first remedy then', async () => {
    await importEmpty('example/kafka-spare:1')
    const { remedies } = await diagnose({ env: await hubEnv({ image: answer(200, quota(0)) }) })
    await engine.docker('rmi', 'example/kafka-spare:1')
    expect(remedies[0]!.commands[0]).toContain('KAFKA_IMAGE=example/kafka-spare:1')
  })

  it('all is well: it says what was not tried, and pulls and starts nothing', async () => {
    const { verdict, checks, remedies } = await diagnose({ env: await hubEnv({ image: answer(200, quota(75)) }) })
    expect([verdict, remedies]).toEqual(['ok', []])
    expect(checks.slice(-3).map(({ status, evidence }) => [status, evidence])).toEqual(
      Array(3).fill(['skip', 'not tried: without --try, nothing is pulled or started']),
    )
    expect(await engine.docker('image', 'ls', '--quiet')).toBe('')
    expect(await engine.docker('ps', '--all', '--quiet')).toBe('')
  })

  it('an image already here needs no registry and no quota, even where both would fail', async () => {
    await importEmpty('confluentinc/cp-kafka:8.3.0')
    const { verdict, checks } = await diagnose({ env: env() })
    await engine.docker('rmi', 'confluentinc/cp-kafka:8.3.0')
    expect(verdict).toBe('ok')
    expect(checks.find(({ id }) => id === 'image')!.evidence).toContain('already here: nothing to pull')
    expect(checks.filter(({ id }) => ['registry', 'quota', 'pull'].includes(id)).map(({ status }) => status)).toEqual(
      Array(3).fill('skip'),
    )
  })

  it('a name that is no image’s is said before anything is asked for it', async () => {
    const { verdict } = await diagnose({ env: env({ KAFKA_IMAGE: 'Confluentinc/CP-Kafka:8' }) })
    expect(verdict).toBe('no-such-image')
  })

  it('a registry that never answers is given up, all within 20 s', async () => {
    const tarpit = await openTarpit()
    closing.push(tarpit.close)
    const start = Date.now()
    const { verdict } = await diagnose({ env: env({ GUICHET_HUB_REGISTRY: tarpit.url, GUICHET_HUB_AUTH: tarpit.url }) })
    expect(verdict).toBe('net-timeout')
    expect(Date.now() - start).toBeLessThan(20_000)
  })

  it.skipIf(!process.env.GUICHET_LONG)('all that can be slow is slow: still within 20 s', async () => {
    const docker = `case "$1" in --version) sleep 2.8;; compose) sleep 1.8;; version) sleep 3.5;; info) sleep 1.8;; *) sleep 2.8;; esac; exec ${realDocker()} "$@"`
    const tarpit = await openTarpit()
    closing.push(tarpit.close)
    const slow = env({ PATH: `${programs({ docker })}:${process.env.PATH}`, GUICHET_HUB_REGISTRY: tarpit.url })
    const start = Date.now()
    const { verdict } = await diagnose({ env: slow })
    expect(Date.now() - start).toBeLessThan(20_000)
    expect(['net-timeout', 'unknown']).toContain(verdict)
  })

  it('a full disk is seen where this engine keeps its images', async () => {
    const small = mkdtempSync(join(folder, 'disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', small])
    const before = process.env.TMPDIR
    process.env.TMPDIR = small
    const cramped = await startEngine().finally(() => {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
    })
    const { verdict, checks } = await diagnose({ env: { ...env(), ...cramped.env(), KAFKA_IMAGE: undefined } })
    await cramped.stop()
    execFileSync('umount', [small])
    expect(verdict).toBe('disk-full')
    expect(checks.find(({ id }) => id === 'disk')!.evidence).toMatch(/^\d+ MB free in .*; about 2 GB are needed$/)
  })

  /** An image with nothing in it. */
  async function importEmpty(name: string): Promise<void> {
    const tar = join(folder, 'empty.tar')
    writeFileSync(tar, Buffer.alloc(1024))
    await engine.docker('import', tar, name)
  }
})

function realDocker(): string {
  return execFileSync('sh', ['-c', 'command -v docker'], { encoding: 'utf8' }).trim()
}

/** PATH without the folders that have this program. */
function pathWithout(program: string): string {
  const has = (name: string) => {
    try {
      return readdirSync(name).includes(program)
    } catch {
      return false
    }
  }
  return (process.env.PATH ?? '')
    .split(':')
    .filter((name) => !has(name))
    .join(':')
}
