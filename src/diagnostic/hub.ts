// Docker Hub as a client sees it without an account: tokens, manifests, and the quota that its headers tell.
// https://docs.docker.com/docker-hub/usage/pulls/ and https://distribution.github.io/distribution/spec/auth/token/
import { parseImageName } from './image-name.js'

/** Where to ask: the registry's and its token service's base addresses, without a slash at the end. */
export interface Hub {
  registry: string
  auth: string
}

export interface Quota {
  /** Pulls granted in a window, and left. */
  limit: number
  remaining: number
  /** Seconds. */
  window: number
}

/** The image that Docker keeps for asking about the quota: a HEAD on it counts for nothing. */
export const PREVIEW = { repository: 'ratelimitpreview/test', reference: 'latest' }

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** `GUICHET_HUB_REGISTRY` and `GUICHET_HUB_AUTH` stand for Docker Hub in tests. */
export function hubOf(env: NodeJS.ProcessEnv): Hub {
  return {
    registry: (env.GUICHET_HUB_REGISTRY || 'https://registry-1.docker.io').replace(/\/+$/, ''),
    auth: (env.GUICHET_HUB_AUTH || 'https://auth.docker.io').replace(/\/+$/, ''),
  }
}

/** The registry that this image comes from; undefined for Docker Hub. Only this machine's own may do without TLS. */
export function otherRegistryOf(image: string): string | undefined {
  const { registry } = parseImageName(image)
  if (registry === 'docker.io') return undefined
  return /^(?:localhost|127\.[\d.]+)(?::\d+)?$/.test(registry) ? `http://${registry}` : `https://${registry}`
}

export function tokenUrl({ auth }: Hub, repository: string): string {
  return `${auth}/token?service=registry.docker.io&scope=repository:${repository}:pull`
}

export function manifestUrl(registry: string, repository: string, reference: string): string {
  return `${registry}/v2/${repository}/manifests/${reference}`
}

export function manifestHeaders(token: string | undefined): Record<string, string> {
  return { accept: MANIFESTS, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
}

/** `ratelimit-limit: 100;w=21600`, `ratelimit-remaining: 99;w=21600`; undefined without both: there is no limit there. */
export function readQuota(headers: Headers): Quota | undefined {
  const read = (name: string) => /^(\d+)(?:;w=(\d+))?/.exec(headers.get(name) ?? '')
  const [limit, remaining] = [read('ratelimit-limit'), read('ratelimit-remaining')]
  if (!limit || !remaining) return undefined
  return {
    limit: Number(limit[1]),
    remaining: Number(remaining[1]),
    window: Number(limit[2] ?? remaining[2] ?? 21_600),
  }
}
