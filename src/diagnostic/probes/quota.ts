// What is left of the quota, asked of the registry itself by HEAD requests, which count for nothing.
import { language, number } from '../../i18n/index.js'
import { classify } from '../classify.js'
import { ask, NoAnswer, textOf } from '../http.js'
import {
  type Hub,
  hubOf,
  manifestHeaders,
  manifestUrl,
  otherRegistryOf,
  PREVIEW,
  type Quota,
  readQuota,
  tokenUrl,
} from '../hub.js'
import { parseImageName } from '../image-name.js'
import { atMost, type Finding, fail, ok, type Probe, says, skip } from '../probe.js'
import { hostOf, unreachable } from './registry.js'

const DEADLINE = 7000

export const quotaProbe: Probe = async (situation, until) => {
  if (situation.imageHere) return skip(says('notPulled'))
  const limited = AbortSignal.timeout(atMost(DEADLINE, until))
  const other = otherRegistryOf(situation.image)
  try {
    if (other !== undefined) return await askOther(other, situation.image, limited)
    return await askHub(hubOf(situation.env), situation.image, limited)
  } catch (error) {
    if (error instanceof Refused) return error.finding
    if (error instanceof NoAnswer) return unreachable(error, other ?? hubOf(situation.env).registry, situation)
    throw error
  }
}

/** The registry's or the token service's answer already says what is wrong. */
class Refused extends Error {
  readonly finding: Finding
  constructor(finding: Finding) {
    super(finding.evidence)
    this.finding = finding
  }
}

/** The preview image tells the quota; the image itself tells whether it is there, and whether the quota counts for it. */
async function askHub(hub: Hub, image: string, signal: AbortSignal): Promise<Finding> {
  const { repository, reference } = parseImageName(image)
  const [preview, wanted] = await Promise.all([
    head(hub, PREVIEW.repository, PREVIEW.reference, signal),
    head(hub, repository, reference, signal),
  ])
  const own = readQuota(wanted.headers)
  const quota = own ?? readQuota(preview.headers)
  if (wanted.status === 429) {
    return quota?.remaining === 0
      ? fail('hub-limit-anon', `HTTP 429, ${left(quota)}`)
      : fail('hub-429-ambiguous', statusOf(wanted))
  }
  if ([401, 403, 404].includes(wanted.status)) return fail('no-such-image', statusOf(wanted))
  if (wanted.status >= 400) return fail('registry-error', statusOf(wanted))
  if (own) return own.remaining === 0 ? fail('hub-limit-anon', left(own)) : ok(left(own))
  return ok(says(quota || preview.status === 429 ? 'quotaNone' : 'quotaUntold'))
}

/** No limit is told by other registries; whether the image is there is. */
async function askOther(registry: string, image: string, signal: AbortSignal): Promise<Finding> {
  const { repository, reference } = parseImageName(image)
  const method = 'HEAD'
  const response = await ask(manifestUrl(registry, repository, reference), {
    method,
    headers: manifestHeaders(undefined),
    signal,
  })
  if (response.status === 429) return fail('other-registry-limit', statusOf(response))
  if (response.status === 404) return fail('no-such-image', statusOf(response))
  if (response.status >= 500) return fail('registry-error', statusOf(response))
  return ok(says('quotaOther', { host: hostOf(registry) }))
}

async function head(hub: Hub, repository: string, reference: string, signal: AbortSignal): Promise<Response> {
  const headers = manifestHeaders(await token(hub, repository, signal))
  return ask(manifestUrl(hub.registry, repository, reference), { method: 'HEAD', headers, signal })
}

/** A token of someone without an account: guichet never reads the learner's own. */
async function token(hub: Hub, repository: string, signal: AbortSignal): Promise<string> {
  const url = tokenUrl(hub, repository)
  const response = await ask(url, { signal })
  const text = await textOf(response)
  if (response.status === 429) {
    const { verdict } = classify(text)
    throw new Refused(fail(verdict === 'unknown' ? 'hub-429-ambiguous' : verdict, statusOf(response, 'GET')))
  }
  if (!response.ok) throw new Refused(fail('registry-error', statusOf(response, 'GET')))
  const found = readToken(text)
  if (found === undefined) throw new Refused(fail('registry-error', says('notJson', { url: hostOf(hub.auth) })))
  return found
}

function readToken(text: string): string | undefined {
  try {
    const { token: first, access_token: second } = JSON.parse(text)
    const found = first ?? second
    return typeof found === 'string' ? found : undefined
  } catch {
    return undefined
  }
}

function statusOf({ url, status, statusText }: Response, method = 'HEAD'): string {
  return says('httpStatus', { method, url: url.split('?')[0], status: `${status} ${statusText}`.trim() })
}

function left({ limit, remaining, window }: Quota): string {
  return says('quota', { remaining: number(remaining), limit: number(limit), window: hours(window) })
}

function hours(seconds: number): string {
  const [unit, value] =
    seconds % 3600 === 0 ? (['hour', seconds / 3600] as const) : (['minute', Math.ceil(seconds / 60)] as const)
  return new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}
