// The lab plays Docker Hub's limit so that a real docker, our own exchange and our own diagnostic all believe it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { x } from 'tinyexec'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { explainLog } from '../../src/diagnostic/explain-log.js'
import { labImage } from '../../src/diagnostic/lab/image.js'
import { exchange, type Lab, openLab } from '../../src/diagnostic/lab/index.js'
import { type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'

/** The report's own line, section 3. */
const REPORT = 'toomanyrequests: You have reached your unauthenticated pull rate limit.'

let lab: Lab

beforeEach(async () => {
  lab = await openLab()
})
afterEach(() => lab.close())

const signal = () => AbortSignal.timeout(5000)

describe('the lab', () => {
  it('has a complete image of a few hundred bytes', () => {
    const { manifest, config, layer } = labImage()
    const bytes = [manifest, config, layer].reduce((sum, blob) => sum + blob.bytes.length, 0)
    expect(bytes).toBeLessThan(1500)
    expect(labImage()).toEqual(labImage())
  })

  it('listens on this machine only', () => {
    expect(lab.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('closes at once, whatever is connected to it', async () => {
    const second = await openLab()
    await fetch(`${second.url}/v2/`)
    const start = Date.now()
    await second.close()
    expect(Date.now() - start).toBeLessThan(500)
    await expect(fetch(`${second.url}/v2/`)).rejects.toThrow()
  })
})

describe('our own exchange with it', () => {
  it('is refused with the report’s very line, which our diagnostic explains', async () => {
    const { pulled, line, quota } = await exchange(lab.image, { signal: signal() })
    expect(pulled).toBe(false)
    expect(line).toContain(REPORT)
    expect(quota).toEqual({ limit: 100, remaining: 0, window: 21_600 })
    expect(explainLog(line)).toMatchObject({ verdict: 'hub-limit-anon', evidence: line })
  })

  it('is the one that docker has: ping, token, HEAD without words, then GET', async () => {
    const { steps } = await exchange(lab.image, { signal: signal() })
    const manifest = '/v2/confluentinc/cp-kafka/manifests/8.3.0'
    expect(steps).toEqual([
      { method: 'GET', path: '/v2/', status: 401 },
      { method: 'GET', path: '/token', status: 200 },
      { method: 'HEAD', path: manifest, status: 429 },
      { method: 'GET', path: manifest, status: 429 },
    ])
  })

  it('goes through once signed in, and the headers tell the account’s quota', async () => {
    const { pulled, line, quota, steps } = await exchange(lab.image, { signal: signal(), credentials: lab })
    expect([pulled, line]).toEqual([true, `Status: Downloaded newer image for ${lab.image}`])
    expect(quota).toEqual({ limit: 200, remaining: 199, window: 21_600 })
    expect(steps.filter(({ path }) => path.includes('/blobs/'))).toHaveLength(2)
  })

  it('is refused with a wrong password, which is no limit', async () => {
    const { pulled, line } = await exchange(lab.image, {
      signal: signal(),
      credentials: { user: 'lara', password: 'no' },
    })
    expect([pulled, explainLog(line).verdict]).toEqual([false, 'bad-credentials'])
  })

  it('of an image that the lab does not have says so', async () => {
    const { line } = await exchange(lab.image.replace('8.3.0', '9.9.9'), { signal: signal(), credentials: lab })
    expect(explainLog(line).verdict).toBe('no-such-image')
  })

  it('counts pulls, not looks', async () => {
    const generous = await openLab({ anonymous: 2 })
    const left = async () => (await exchange(generous.image, { signal: signal() })).quota?.remaining
    expect([await left(), await left(), await left()]).toEqual([1, 0, 0])
    expect((await exchange(generous.image, { signal: signal() })).pulled).toBe(false)
    await generous.close()
  })
})

describe.skipIf(dockerProblem)(`a real docker${dockerProblem ? ` (${dockerProblem})` : ''}`, () => {
  let engine: DockerEngine
  let config: string

  beforeAll(async () => {
    engine = await startEngine()
    config = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  })
  afterAll(async () => {
    await engine?.stop()
    rmSync(config, { recursive: true, force: true })
  })

  /** With settings of its own: the learner's are never touched. */
  async function docker(...args: string[]) {
    const env = { ...process.env, ...engine.env(), LC_ALL: 'C' }
    return x('docker', ['--config', config, ...args], { nodePath: false, nodeOptions: { env } })
  }

  it('prints the report’s line before signing in, and pulls the image after', async () => {
    const refused = await docker('pull', lab.image)
    const ours = await exchange(lab.image, { signal: signal() })
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr.trim()).toBe(ours.line)

    const host = new URL(lab.url).host
    const login = x('docker', ['--config', config, 'login', host, '--username', lab.user, '--password-stdin'], {
      nodePath: false,
      nodeOptions: { env: { ...process.env, ...engine.env() } },
      stdin: lab.password,
    })
    expect((await login).stdout).toContain('Login Succeeded')

    const pulled = await docker('pull', lab.image)
    expect([pulled.exitCode, pulled.stdout]).toEqual([
      0,
      expect.stringContaining(`Downloaded newer image for ${lab.image}`),
    ])
    expect((await docker('image', 'inspect', '--format', '{{.Config.Labels.guichet}}', lab.image)).stdout.trim()).toBe(
      'lab',
    )
    expect((await docker('rmi', lab.image)).exitCode).toBe(0)
  })
})
