// HTTP requests to a registry, bounded, with what went wrong named as a verdict.
import type { VerdictId } from './verdicts.js'

/** The request got no answer. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
  readonly verdict: VerdictId
  constructor(verdict: VerdictId, reason: string) {
    super(reason)
    this.verdict = verdict
  }
}

const NAMES = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']
const AUTHORITIES = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]
/** Signed by the right authority, but not for this date: this machine's clock, or the registry's mistake. */
const DATES = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']

/**
 * The answer, whatever its status.
 * @throws NoAnswer; its message says why, `timeout` when nothing came in time
 */
export async function ask(
  url: string,
  init: { method?: string; headers?: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    throw noAnswer(error, init.signal)
  }
}

/** The answer's text, bounded in time as the request was; empty when it breaks off. */
export async function textOf(response: Response): Promise<string> {
  return response.text().catch(() => '')
}

function noAnswer(error: unknown, signal: AbortSignal): NoAnswer {
  if (signal.aborted) return new NoAnswer('net-timeout', 'timeout')
  const cause = ((error as Error).cause ?? error) as NodeJS.ErrnoException & { errors?: Error[] }
  const code = cause.code ?? ''
  const reason = [code, cause.message || cause.errors?.[0]?.message].filter(Boolean).join(': ')
  if (NAMES.includes(code)) return new NoAnswer('dns', reason)
  if (AUTHORITIES.includes(code)) return new NoAnswer('tls-intercept', reason)
  if (DATES.includes(code)) return new NoAnswer('unknown', reason)
  return new NoAnswer('net-timeout', reason)
}
