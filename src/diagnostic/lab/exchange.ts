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
