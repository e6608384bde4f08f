// Can the registry be reached: its name, a connection, a certificate that is known? A token service too, for Docker Hub.
import { seconds } from '../../i18n/index.js'
import { classify } from '../classify.js'
import { ask, NoAnswer, textOf } from '../http.js'
import { hubOf, otherRegistryOf } from '../hub.js'
import { atMost, type Finding, fail, ok, type Probe, type Situation, says, skip } from '../probe.js'

const DEADLINE = 5000

export const registryProbe: Probe = async (situation, until) => {
  if (situation.imageHere) return skip(says('notPulled'))
  const limited = AbortSignal.timeout(atMost(DEADLINE, until))
  const other = otherRegistryOf(situation.image)
  const { registry, auth } = hubOf(situation.env)
  const bases = other === undefined ? [...new Set([registry, auth])] : [other]
  const findings = await Promise.all(
    bases.map((base) => reach(base, base === auth && base !== registry ? '/' : '/v2/', situation, limited)),
  )
  return findings.find(({ status }) => status !== 'ok') ?? ok(says('registry', { hosts: bases.map(hostOf).join(', ') }))
}

/** Any answer below 500 is one: a registry says 401 to who has no token yet. */
async function reach(base: string, path: string, situation: Situation, signal: AbortSignal): Promise<Finding> {
  try {
    const response = await ask(base + path, { signal })
    if (response.status < 500 && response.status !== 429) {
      await response.body?.cancel()
      return ok('')
    }
    const evidence = says('httpStatus', { method: 'GET', url: base + path, status: response.status })
    if (response.status !== 429) return fail('registry-error', evidence)
    const { verdict } = classify(await textOf(response))
    return fail(verdict === 'unknown' ? 'hub-429-ambiguous' : verdict, evidence)
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return unreachable(error, base, situation)
  }
}

/** Where a proxy is set, a direct way that is closed proves nothing: Docker may go through the proxy. */
export function unreachable({ verdict, message }: NoAnswer, base: string, { env, engine }: Situation): Finding {
  const reason = message === 'timeout' ? says('timeout', { time: seconds(DEADLINE) }) : message
  const host = hostOf(base)
  const proxy = engine?.proxy || env.HTTPS_PROXY || env.https_proxy
  if (proxy && (verdict === 'dns' || verdict === 'net-timeout')) return skip(says('proxy', { host, reason }))
  return fail(verdict, says('registryFails', { host, reason }))
}

export function hostOf(base: string): string {
  return URL.canParse(base) ? new URL(base).host : base
}
