// The lab of lesson 14: a tiny registry on 127.0.0.1 that plays Docker Hub when its limit is reached. Anonymous pulls
// are refused with Docker Hub's own words; who signs in to the lab gets the image, and sees a quota of his own.
// https://distribution.github.io/distribution/spec/api/, …/spec/auth/token/, https://docs.docker.com/docker-hub/usage/pulls/
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Blob, type LabImage, labImage } from './image.js'

export interface LabOptions {
  /** The only account of the lab. */
  user?: string
  password?: string
  /** Pulls left without an account; the lab is about having none. */
  anonymous?: number
  /** Pulls left to the account. */
  signedIn?: number
}

export interface Lab {
  /** `http://127.0.0.1:4242`: the registry, and its token service too. */
  readonly url: string
  /** `127.0.0.1:4242/confluentinc/cp-kafka:8.3.0`, to pull; docker asks no TLS of 127.0.0.0/8. */
  readonly image: string
  /** Another image of the same registry: whoever is refused the first is refused this one too. */
  readonly otherImage: string
  readonly user: string
  readonly password: string
  /** Requests received so far. */
  readonly asked: number
  close(): Promise<void>
}

const REPOSITORY = 'confluentinc/cp-kafka'
const TAG = '8.3.0'
const OTHER = { repository: 'library/hello-world', tag: 'latest' }
const PREVIEW = 'ratelimitpreview/test'
const WINDOW = 6 * 3600
/** Docker's documentation: pulls in a window, without an account and with a personal one. */
const GRANTED = { anonymous: 100, signedIn: 200 }
const MORE = 'https://www.docker.com/increase-rate-limit'
const REFUSALS = {
  anonymous: `You have reached your unauthenticated pull rate limit. ${MORE}`,
  signedIn: `You have reached your pull rate limit. You may increase the limit by upgrading: ${MORE}`,
}
/** An address that nobody has (RFC 5737): Docker Hub tells the caller's own. */
const SOMEBODY = '192.0.2.1'

/** Opens the lab on a free port. */
export async function openLab(options: LabOptions = {}): Promise<Lab> {
  const registry = new Registry(options)
  const server = createServer((request, response) => registry.answer(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  registry.url = `http://127.0.0.1:${port}`
  return {
    url: registry.url,
    image: `127.0.0.1:${port}/${REPOSITORY}:${TAG}`,
    otherImage: `127.0.0.1:${port}/${OTHER.repository}:${OTHER.tag}`,
    user: registry.user,
    password: registry.password,
    get asked() {
      return registry.asked
    },
    close: () => close(server),
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

class Registry {
  url = ''
  asked = 0
  readonly user: string
  readonly password: string
  readonly #image: LabImage = labImage()
  /** Who a token was given to: the account, or nobody. */
  readonly #tokens = new Map<string, 'anonymous' | 'signedIn'>()
  readonly #left: { anonymous: number; signedIn: number }

  constructor({ user = 'lara', password = 'guichet', anonymous = 0, signedIn = GRANTED.signedIn }: LabOptions) {
    this.user = user
    this.password = password
    this.#left = { anonymous, signedIn }
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    this.asked++
    const { pathname } = new URL(request.url ?? '/', this.url)
    response.setHeader('docker-distribution-api-version', 'registry/2.0')
    const who = this.#tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
    const [, repository = '', kind, reference = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(pathname) ?? []
    if (pathname === '/token') this.#giveToken(request, response)
    else if (!who) this.#askForToken(response, repository)
    else if (kind === 'manifests') this.#giveManifest(request, response, { who, repository, reference })
    else if (kind === 'blobs') this.#giveBlob(request, response, reference)
    else send(response, pathname === '/v2/' ? 200 : 404, {})
  }

  #askForToken(response: ServerResponse, repository: string): void {
    const scope = repository ? `,scope="repository:${repository}:pull"` : ''
    response.setHeader('www-authenticate', `Bearer realm="${this.url}/token",service="guichet-lab"${scope}`)
    refuse(response, 401, 'UNAUTHORIZED', 'authentication required')
  }

  /** Nobody's token is given freely, an account's for its password. */
  #giveToken(request: IncomingMessage, response: ServerResponse): void {
    const given = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const right = Buffer.from(`${this.user}:${this.password}`).toString('base64')
    if (given !== undefined && given !== right) {
      send(response, 401, { details: 'incorrect username or password' })
      return
    }
    const token = randomUUID()
    this.#tokens.set(token, given === undefined ? 'anonymous' : 'signedIn')
    send(response, 200, { token, access_token: token, expires_in: 300, issued_at: new Date().toISOString() })
  }

  /** As Docker Hub: a HEAD is free and a GET counts; every answer tells the quota. */
  #giveManifest(
    request: IncomingMessage,
    response: ServerResponse,
    { who, repository, reference }: { who: 'anonymous' | 'signedIn'; repository: string; reference: string },
  ): void {
    const { manifest } = this.#image
    const preview = repository === PREVIEW
    const tag = repository === REPOSITORY ? TAG : repository === OTHER.repository ? OTHER.tag : undefined
    const known = preview || (tag !== undefined && [tag, manifest.digest].includes(reference))
    const refused = this.#left[who] <= 0 && !preview
    if (known && !refused && request.method === 'GET') this.#left[who]--
    response.setHeader('ratelimit-limit', `${GRANTED[who]};w=${WINDOW}`)
    response.setHeader('ratelimit-remaining', `${this.#left[who]};w=${WINDOW}`)
    response.setHeader('docker-ratelimit-source', who === 'anonymous' ? SOMEBODY : this.user)
    if (!known) refuse(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown')
    else if (refused) refuse(response, 429, 'TOOMANYREQUESTS', REFUSALS[who])
    else sendBlob(request, response, manifest)
  }

  #giveBlob(request: IncomingMessage, response: ServerResponse, digest: string): void {
    const found = [this.#image.config, this.#image.layer].find((blob) => blob.digest === digest)
    if (found) sendBlob(request, response, found)
    else refuse(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry')
  }
}

function sendBlob({ method }: IncomingMessage, response: ServerResponse, { mediaType, digest, bytes }: Blob): void {
  response.writeHead(200, {
    'content-type': mediaType,
    'content-length': bytes.length,
    'docker-content-digest': digest,
  })
  response.end(method === 'HEAD' ? undefined : bytes)
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  send(response, status, { errors: [{ code, message }] })
}

function send(response: ServerResponse, status: number, value: object): void {
  const body = JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
