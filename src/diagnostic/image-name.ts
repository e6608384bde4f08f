// An image's name, as docker reads it: `[registry/]repository[:tag][@digest]`.
// https://github.com/distribution/reference: the first part is a registry when it has a dot or a colon, or is localhost.

export interface ImageName {
  /** `docker.io`, `ghcr.io`, `127.0.0.1:5000`. */
  registry: string
  /** Without the registry: `confluentinc/cp-kafka`; Docker Hub's official images are `library/…`. */
  repository: string
  /** A tag or a digest: what a manifest is asked for by. */
  reference: string
}

const HUB = 'docker.io'

export function parseImageName(name: string): ImageName {
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  const hasRegistry = /[.:]/.test(first) || first === 'localhost'
  const registry = !hasRegistry || /^(?:index\.|registry-1\.)?docker\.io$/.test(first) ? HUB : first
  const [path = '', digest] = (hasRegistry ? name.slice(slash + 1) : name).split('@')
  const [, repository = path, tag = 'latest'] = /^(.*?)(?::([^:/]+))?$/.exec(path) ?? []
  const full = registry === HUB && !repository.includes('/') ? `library/${repository}` : repository
  return { registry, repository: full, reference: digest ?? tag }
}

export function isOnDockerHub(name: string): boolean {
  return parseImageName(name).registry === HUB
}
