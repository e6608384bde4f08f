// The probes that ask the registry, each against a real server on this machine that plays Docker Hub or a fault of it.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openLab } from '../../src/diagnostic/lab/index.js'
import { quotaProbe } from '../../src/diagnostic/probes/quota.js'
import { registryProbe } from '../../src/diagnostic/probes/registry.js'
import { setLanguage } from '../../src/i18n/index.js'
import { freePort } from '../../src/programs/port.js'
import {
  answer,
  never,
  openHub,
  openSecureHub,
  openTarpit,
  quota,
  type Script,
  type Stage,
  situationWith,
} from './stage.js'

const openssl = spawnSync('openssl', ['version']).status === 0
const opened: Pick<Stage, 'close'>[] = []

beforeAll(() => setLanguage('en'))
afterEach(async () => {
  await Promise.all(opened.splice(0).map((stage) => stage.close()))
})

async function kept<T extends Pick<Stage, 'close'>>(stage: Promise<T>): Promise<T> {
  opened.push(await stage)
  return stage
}

/** What the quota probe finds on such a Docker Hub. */
async function quotaOf(script: Script) {
  const { url } = await kept(openHub(script))
  return quotaProbe(situationWith(url), never)
}

describe('the quota', () => {
  it('is what the image’s own answer tells', async () => {
    const finding = await quotaOf({ preview: answer(200, quota(76)), image: answer(200, quota(75)) })
    expect(finding).toMatchObject({ status: 'ok', evidence: expect.stringContaining('75 left of 100 per 6 hr') })
  })

  it('is told to be that of no account', async () => {
    const finding = await quotaOf({ image: answer(200, quota(75)) })
    expect(finding.evidence).toContain('without an account; a signed-in quota is not seen')
  })

  it('is asked for by HEAD requests only: a GET would count', async () => {
    const hub = await kept(openHub({ image: answer(200, quota(75)) }))
    await quotaProbe(situationWith(hub.url), never)
    expect(hub.asked.sort()).toEqual([
      'GET /token',
      'GET /token',
      'HEAD /v2/confluentinc/cp-kafka/manifests/8.3.0',
      'HEAD /v2/ratelimitpreview/test/manifests/latest',
    ])
  })

  it('at 0 is the limit, though the answer is 200', async () => {
    const finding = await quotaOf({ preview: answer(200, quota(0)), image: answer(200, quota(0)) })
    expect(finding).toMatchObject({
      status: 'fail',
      verdict: 'hub-limit-anon',
      evidence: expect.stringContaining('0 left of 100'),
    })
  })

  it('does not count for an image that announces none', async () => {
    const finding = await quotaOf({ preview: answer(200, quota(0)), image: answer(200) })
    expect(finding).toEqual({ status: 'ok', evidence: 'no limit announced for this image' })
  })

  it('is not made up where no header tells it', async () => {
    expect(await quotaOf({})).toEqual({ status: 'ok', evidence: 'the registry announces no limit' })
  })

  it.each([
    ['a 429 without words is one of two limits', { image: answer(429) }, 'hub-429-ambiguous'],
    ['a 429 whose header says 0 is the pull limit', { image: answer(429, quota(0)) }, 'hub-limit-anon'],
    ['a 429 on both, with nothing more', { preview: answer(429), image: answer(429) }, 'hub-429-ambiguous'],
    [
      'the token service’s own refusal of bursts',
      { token: answer(429, {}, 'Too Many Requests (HAP429)') },
      'hub-abuse',
    ],
    ['the token service’s 429 without words', { token: answer(429) }, 'hub-429-ambiguous'],
    ['an image that does not exist', { image: answer(404) }, 'no-such-image'],
    ['an image that nobody may have without an account', { image: answer(401) }, 'no-such-image'],
    ['a registry in trouble', { image: answer(500) }, 'registry-error'],
    ['a registry that is down', { image: answer(503) }, 'registry-error'],
    ['a token service in trouble', { token: answer(500) }, 'registry-error'],
    ['a token service that refuses', { token: answer(401) }, 'registry-error'],
    ['a token service that answers half a JSON', { token: answer(200, {}, '{"token":"t') }, 'registry-error'],
    ['a token service that answers something else', { token: answer(200, {}, '<html>') }, 'registry-error'],
    ['a token service that answers no token', { token: answer(200, {}, '{}') }, 'registry-error'],
  ] as const)('%s: %o', async (_, script, verdict) => {
    expect(await quotaOf(script)).toMatchObject({ status: 'fail', verdict })
  })

  it('of the lab is exhausted without an account, and read there as on Docker Hub', async () => {
    const lab = await kept(openLab())
    expect(await quotaProbe(situationWith(lab.url), never)).toMatchObject({ status: 'fail', verdict: 'hub-limit-anon' })
  })

  it('of a registry that takes the connection and says nothing is given up', async () => {
    const { url } = await kept(openTarpit())
    const start = Date.now()
    const finding = await quotaProbe(situationWith(url), Date.now() + 500)
    expect(finding).toMatchObject({ status: 'fail', verdict: 'net-timeout' })
    expect(Date.now() - start).toBeLessThan(2000)
  })

  it('of a slow registry is waited for', async () => {
    const slow: Script['image'] = (request, response) => {
      setTimeout(() => answer(200, quota(75))(request, response), 400)
    }
    expect(await quotaOf({ image: slow })).toMatchObject({ status: 'ok' })
  })

  it('is not asked for when the image is here', async () => {
    const hub = await kept(openHub())
    expect(await quotaProbe(situationWith(hub.url, { imageHere: true }), never)).toMatchObject({ status: 'skip' })
    expect(hub.asked).toEqual([])
  })

  it('of another registry is not Docker Hub’s', async () => {
    const hub = await kept(openHub({ image: answer(429) }))
    const image = `${new URL(hub.url).host}/strimzi/kafka:1`
    const finding = await quotaProbe(situationWith('http://127.0.0.1:1', { image }), never)
    expect(finding).toMatchObject({ status: 'fail', verdict: 'other-registry-limit' })
  })
})

describe('the registry', () => {
  it('is reached when it answers, even to ask who we are', async () => {
    const [registry, auth] = await Promise.all([kept(openHub()), kept(openHub())])
    const finding = await registryProbe(situationWith(registry.url, {}, auth.url), never)
    expect(finding).toMatchObject({ status: 'ok', evidence: expect.stringContaining(new URL(auth.url).host) })
    expect([registry.asked, auth.asked]).toEqual([['GET /v2/'], ['GET /']])
  })

  it('is not there when its name leads nowhere', async () => {
    const finding = await registryProbe(situationWith('https://registry.invalid'), never)
    expect(finding).toMatchObject({
      status: 'fail',
      verdict: 'dns',
      evidence: expect.stringContaining('registry.invalid'),
    })
  })

  it('is not reached when the connection is refused', async () => {
    const finding = await registryProbe(situationWith(`http://127.0.0.1:${await freePort()}`), never)
    expect(finding).toMatchObject({ verdict: 'net-timeout', evidence: expect.stringContaining('ECONNREFUSED') })
  })

  it('is not reached when it never answers', async () => {
    const { url } = await kept(openTarpit())
    const finding = await registryProbe(situationWith(url), Date.now() + 300)
    expect(finding).toMatchObject({ status: 'fail', verdict: 'net-timeout' })
  })

  it('may be hidden behind a proxy that only Docker goes through: nothing is concluded', async () => {
    const env = { HTTPS_PROXY: 'http://user:s3cret@proxy.example.org:3128' }
    const finding = await registryProbe(situationWith('https://registry.invalid', { env }), never)
    expect(finding).toMatchObject({ status: 'skip', evidence: expect.stringContaining('proxy') })
    expect(finding.evidence).not.toContain('s3cret')
  })

  it.each([
    ['in trouble', answer(503), 'registry-error'],
    ['refusing bursts', answer(429, {}, 'toomanyrequests: Too Many Requests (HAP429)'), 'hub-abuse'],
  ] as const)('is found %s', async (_, ping, verdict) => {
    const { url } = await kept(openHub({ ping }))
    expect(await registryProbe(situationWith(url), never)).toMatchObject({ status: 'fail', verdict })
  })

  it.skipIf(!openssl)(
    `is found out when its certificate is of an authority that nobody knows${openssl ? '' : ' (skipped: no openssl here)'}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
      const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name)) as [string, string]
      const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=proxy']
      execFileSync('openssl', [...args, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert], {
        stdio: 'ignore',
      })
      const { url } = await kept(openSecureHub(readFileSync(key, 'utf8'), readFileSync(cert, 'utf8')))
      rmSync(folder, { recursive: true })
      const finding = await registryProbe(situationWith(url), never)
      expect(finding).toMatchObject({
        status: 'fail',
        verdict: 'tls-intercept',
        evidence: expect.stringContaining('self-signed'),
      })
    },
  )
})
