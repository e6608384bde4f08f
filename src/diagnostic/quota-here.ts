// The learner's own quota at Docker Hub, asked by the diagnostic's probe: a few HEAD requests, which count for nothing.
import { DEFAULT_KAFKA_IMAGE } from '../office/kafka-image.js'
import { mask } from './mask.js'
import { quotaProbe } from './probes/quota.js'
import { thisSystem } from './system.js'
import type { VerdictId } from './verdicts.js'

const LIMITS: VerdictId[] = ['hub-limit-anon', 'hub-limit', 'hub-abuse', 'hub-429-ambiguous']

/** What was learnt: how much is left, that it has run out, or why nothing could be learnt; the evidence is masked. */
export async function quotaHere(
  within: number,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ state: 'left' | 'exhausted' | 'unknown'; evidence: string }> {
  const situation = { env, system: thisSystem(), image: DEFAULT_KAFKA_IMAGE, port: 0 }
  const finding = await quotaProbe(situation, Date.now() + within)
  const evidence = mask(finding.evidence)
  if (finding.status !== 'fail') return { state: 'left', evidence }
  return { state: LIMITS.includes(finding.verdict) ? 'exhausted' : 'unknown', evidence }
}
