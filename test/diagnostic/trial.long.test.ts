// With --essai: the image pulled, started and asked for real, on an engine of the test's own; nothing of it is left.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Check, diagnose } from '../../src/diagnostic/diagnose.js'
import { type Lab, openLab } from '../../src/diagnostic/lab/index.js'
import { setLanguage } from '../../src/i18n/index.js'
import { endAll } from '../../src/programs/ending.js'
import { freePort } from '../../src/programs/port.js'
import { type DockerEngine, dockerProblem, KAFKA_IMAGE, startEngine } from '../support/docker.js'
import { until } from '../support/until.js'

describe.skipIf(dockerProblem)(`a trial${dockerProblem ? ` (${dockerProblem})` : ''}`, () => {
  let engine: DockerEngine
  let folder: string
  let port: number
  let lab: Lab

  beforeAll(async () => {
    setLanguage('en')
    folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
    engine = await startEngine()
    lab = await openLab({ anonymous: 100 })
    // The test's engine has no network by default, as it must leave the machine's firewall alone; a learner's has.
    await engine.docker('network', 'create', 'trial')
    await engine.loadImpostor('impostor/base', ['true'])
    const { PATH } = engine.env()
    const docker = `PATH='${PATH}'; if [ "$1" = run ]; then shift; exec docker run --network trial "$@"; fi; exec docker "$@"`
    writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${docker}\n`)
    chmodSync(join(folder, 'docker'), 0o755)
  })
  afterEach(async () => {
    expect(await engine.docker('ps', '--all', '--quiet')).toBe('')
    expect(await engine.docker('volume', 'ls', '--quiet')).toBe('')
  })
  afterAll(async () => {
    await lab?.close()
    await engine?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** An image that runs something else than Kafka. */
  async function impostor(name: string, command: string[]): Promise<void> {
    const id = await engine.docker('create', '--network', 'none', 'impostor/base')
    await engine.docker('commit', '--change', `ENTRYPOINT ${JSON.stringify(command)}`, id, name)
    await engine.docker('rm', id)
  }

  async function tryImage(image: string, onCheck?: (check: Check) => void) {
    port = await freePort()
    const own = engine.env()
    const env = { ...process.env, ...own, PATH: `${folder}:${own.PATH}`, KAFKA_IMAGE: image, KAFKA_PORT: String(port) }
    const hub = { GUICHET_HUB_REGISTRY: lab.url, GUICHET_HUB_AUTH: lab.url }
    const { verdict, checks } = await diagnose({ env: { ...env, ...hub }, trial: true, ...(onCheck && { onCheck }) })
    return { verdict, ...Object.fromEntries(checks.map(({ id, status, evidence }) => [id, { status, evidence }])) } as {
      verdict: string
    } & Record<string, { status: string; evidence: string }>
  }

  it('of an image that stops at once says how it ended', async () => {
    await impostor('impostor/kafka:stops', ['bash', '-c', 'echo I stop now; exit 3'])
    const found = await tryImage('impostor/kafka:stops')
    expect(found.verdict).toBe('kafka-not-ready')
    const { evidence } = [found.container, found.kafka].find((check) => check?.status === 'fail')!
    expect(evidence).toBe('the container stopped, code 3. Last line: I stop now')
  })

  it('of a container that the system kills finds the memory wanting', async () => {
    await impostor('impostor/kafka:killed', ['bash', '-c', 'exit 137'])
    expect((await tryImage('impostor/kafka:killed')).verdict).toBe('oom')
  })

  it('of a Kafka whose disk is full finds the disk, in its own log', async () => {
    await impostor('impostor/kafka:full', ['bash', '-c', 'echo java.io.IOException: No space left on device; exit 1'])
    expect((await tryImage('impostor/kafka:full')).verdict).toBe('disk-full')
  })

  it('pulls what is missing, and says so when that fails', async () => {
    const found = await tryImage(lab.image)
    expect(found.pull).toMatchObject({ status: 'ok', evidence: expect.stringContaining(`${lab.image} pulled`) })
    // The lab's image has nothing to run.
    expect(found.container!.status === 'fail' || found.kafka!.status === 'fail').toBe(true)
    await engine.docker('rmi', lab.image)
    const missing = await tryImage(lab.image.replace('8.3.0', '9.9.9'))
    expect(missing.verdict).toBe('no-such-image')
  })

  it('that is interrupted takes its container with it', async () => {
    await impostor('impostor/kafka:idle', ['sleep', '600'])
    const seen: string[] = []
    const trial = tryImage('impostor/kafka:idle', ({ id, status }) => seen.push(`${id} ${status}`))
    await until(() => seen.includes('container ok'))
    await endAll()
    expect(await engine.docker('ps', '--all', '--quiet')).toBe('')
    await trial
  })

  it.skipIf(!process.env.GUICHET_LONG)('of Apache Kafka gets its answer', { timeout: 120_000 }, async () => {
    await engine.loadKafka()
    const found = await tryImage(KAFKA_IMAGE)
    expect(found).toMatchObject({
      verdict: 'ok',
      pull: { status: 'skip' },
      container: { status: 'ok' },
      kafka: { status: 'ok', evidence: expect.stringMatching(/^Kafka answered in/) },
    })
  })

  it.skipIf(!process.env.GUICHET_LONG)('of what is no Kafka is given up in time', { timeout: 150_000 }, async () => {
    await impostor('impostor/kafka:idle', ['sleep', '600'])
    expect((await tryImage('impostor/kafka:idle')).verdict).toBe('kafka-not-ready')
  })
})
