// The exchange that `docker pull` has with a registry, made by ourselves: for who has no Docker, or whose engine runs in
// a virtual machine that cannot reach the lab. It ends on the line that docker would print.
import { ask, textOf } from '../http.js'
import { manifestHeaders, manifestUrl, type Quota, readQuota } from '../hub.js'
import { parseImageName } from '../image-name.js'
import { digestOf } from './image.js'

export interface ExchangeOptions {
  /** As after `docker login`; absent: without an account. */
  credentials?: { user: string; password: string } | undefined
  signal: AbortSignal
}

/** What a registry's headers tell of an image without its being pulled. */
interface Look {
  /** Of the HEAD: 200, or 429 when the quota has run out. */
  status: number
  quota: Quota | undefined
  /** Whom the quota is counted for: an address, or an account. */
  source: string
}

export interface Exchange {
  pulled: boolean
  /** What docker would print last. */
  line: string
  /** What the registry's headers told of the quota. */
  quota: Quota | undefined
  /** What was asked and answered, in order: « HEAD /v2/…/manifests/8.3.0 → 429 ». */
  steps: { method: string; path: string; status: number }[]
}

/**
 * Pulls an image of a registry that wants no TLS (the lab's), as docker does: ping, token, HEAD then GET of the
 * manifest, config and layers, each held against its digest. Nothing is kept.
 * @throws NoAnswer when the registry does not answer
 */
export async function exchange(image: string, { credentials, signal }: ExchangeOptions): Promise<Exchange> {
  const { registry, repository, reference } = parseImageName(image)
  const base = `http://${registry}`
  const steps: Exchange['steps'] = []
  let quota: Quota | undefined
  const request = async (method: string, url: string, headers: Record<string, string> = {}) => {
    const response = await ask(url, { method, headers, signal })
    steps.push({ method, path: new URL(url).pathname, status: response.status })
    quota = readQuota(response.headers) ?? quota
    return response
  }
  const failed = (line: string): Exchange => ({
    pulled: false,
    line: `Error response from daemon: ${line}`,
    quota,
    steps,
  })

  const challenge = (await request('GET', `${base}/v2/`)).headers.get('www-authenticate') ?? ''
  const granted = await request('GET', tokenUrl(challenge, repository), basic(credentials))
  if (!granted.ok) return failed(`Get "${base}/v2/": unauthorized: incorrect username or password`)
  const headers = manifestHeaders(readToken(await textOf(granted)))
  const url = manifestUrl(base, repository, reference)
  await request('HEAD', url, headers)
  // A HEAD's refusal has no words: docker asks again by GET to have them.
  const answer = await request('GET', url, headers)
  const text = await textOf(answer)
  if (!answer.ok) return failed(readRefusal(text))
  for (const { digest } of readManifest(text)) {
    const blob = await request('GET', `${base}/v2/${repository}/blobs/${digest}`, headers)
    if (digestOf(Buffer.from(await blob.arrayBuffer())) !== digest)
      return failed('filesystem layer verification failed')
  }
  return { pulled: true, line: `Status: Downloaded newer image for ${image}`, quota, steps }
}

/**
 * Asks for the image's manifest by HEAD, which counts for nothing.
 * @throws NoAnswer when the registry does not answer
 */
export async function look(image: string, { credentials, signal }: ExchangeOptions): Promise<Look> {
  const { registry, repository, reference } = parseImageName(image)
  const base = `http://${registry}`
  const challenge = (await ask(`${base}/v2/`, { signal })).headers.get('www-authenticate') ?? ''
  const granted = await ask(tokenUrl(challenge, repository), { headers: basic(credentials), signal })
  const headers = manifestHeaders(readToken(await textOf(granted)))
  const answer = await ask(manifestUrl(base, repository, reference), { method: 'HEAD', headers, signal })
  const source = answer.headers.get('docker-ratelimit-source') ?? ''
  return { status: answer.status, quota: readQuota(answer.headers), source }
}

/** As `docker login`: a token asked for with the name and the password. */
export async function signIn(image: string, { credentials, signal }: ExchangeOptions): Promise<Exchange> {
  const { registry, repository } = parseImageName(image)
  const ping = await ask(`http://${registry}/v2/`, { signal })
  const url = tokenUrl(ping.headers.get('www-authenticate') ?? '', repository)
  const granted = await ask(url, { headers: basic(credentials), signal })
  const line = granted.ok
    ? 'Login Succeeded'
    : 'Error response from daemon: unauthorized: incorrect username or password'
  const steps = [
    { method: 'GET', path: '/v2/', status: ping.status },
    { method: 'GET', path: new URL(url).pathname, status: granted.status },
  ]
  return { pulled: granted.ok, line, quota: undefined, steps }
}

/** `Bearer realm="http://…/token",service="…"` */
function tokenUrl(challenge: string, repository: string): string {
  const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? ''
  return `${value('realm')}?service=${value('service')}&scope=repository:${repository}:pull`
}

function basic(credentials: ExchangeOptions['credentials']): Record<string, string> {
  if (!credentials) return {}
  const pair = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')
  return { authorization: `Basic ${pair}` }
}

function readToken(text: string): string {
  return String(JSON.parse(text).token)
}

/** The registry's error as docker words it: the code in small letters, then the message. */
function readRefusal(text: string): string {
  const { code, message } = JSON.parse(text).errors[0]
  return `${String(code).toLowerCase().replaceAll('_', ' ')}: ${message}`
}

function readManifest(text: string): { digest: string }[] {
  const { config, layers } = JSON.parse(text)
  return [config, ...layers]
}
