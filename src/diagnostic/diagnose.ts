// The doctor: probes this machine, cheapest first; what follows a failure is skipped, not guessed.
import { t } from '../i18n/index.js'
import { kafkaImage } from '../office/kafka-image.js'
import { mask } from './mask.js'
import { CHECK_IDS, type CheckId, type Finding, type Probe, type Situation, says, skip } from './probe.js'
import { composeProbe } from './probes/compose.js'
import { daemonProbe, socketProbe } from './probes/daemon.js'
import { diskProbe } from './probes/disk.js'
import { dockerProbe } from './probes/docker.js'
import { imageProbe } from './probes/image.js'
import { portProbe } from './probes/port.js'
import { quotaProbe } from './probes/quota.js'
import { registryProbe } from './probes/registry.js'
import { containerProbe, kafkaProbe, pullProbe } from './probes/trial.js'
import { type Remedy, remediesFor } from './remedies.js'
import { thisSystem } from './system.js'
import type { VerdictId } from './verdicts.js'

export interface Check {
  id: CheckId
  status: Finding['status']
  /** Masked. */
  evidence: string
}

export interface Diagnosis {
  verdict: VerdictId
  checks: Check[]
  remedies: Remedy[]
}

export interface DiagnoseOptions {
  env?: NodeJS.ProcessEnv
  /** Pull, start and ask Kafka too. */
  trial?: boolean
  onStart?: (id: CheckId) => void
  onCheck?: (check: Check) => void
}

const PROBES: Record<CheckId, Probe> = {
  docker: dockerProbe,
  compose: composeProbe,
  daemon: daemonProbe,
  socket: socketProbe,
  image: imageProbe,
  port: portProbe,
  disk: diskProbe,
  registry: registryProbe,
  quota: quotaProbe,
  pull: pullProbe,
  container: containerProbe,
  kafka: kafkaProbe,
}
const TRIAL: CheckId[] = ['pull', 'container', 'kafka']

/** Where the compose file publishes it, unless KAFKA_PORT says otherwise. */
const KAFKA_PORT = 9092

/** All the probes without a trial, together: the design promises 20 s (milliseconds). */
const DEADLINE = 18_000

/** Never rejects for what it finds; what a trial started is removed when it returns. */
export async function diagnose(options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { env = process.env, trial = false, onStart, onCheck } = options
  const situation: Situation = {
    env,
    system: thisSystem(),
    image: kafkaImage(env),
    port: Number(env.KAFKA_PORT) || KAFKA_PORT,
  }
  const until = Date.now() + DEADLINE
  const checks: Check[] = []
  let failed: { id: CheckId; verdict: VerdictId; evidence: string } | undefined
  let late = false
  const answer = (id: CheckId): Finding | Promise<Finding> => {
    if (failed) return skip(says('after', { check: t(`diagnostic:checks.${failed.id}`) }))
    if (TRIAL.includes(id)) return trial ? PROBES[id](situation, Number.POSITIVE_INFINITY) : skip(says('untried'))
    late ||= Date.now() >= until
    return late ? skip(says('outOfTime')) : PROBES[id](situation, until)
  }
  try {
    for (const id of CHECK_IDS) {
      onStart?.(id)
      const finding = await answer(id)
      const check = { id, status: finding.status, evidence: mask(finding.evidence) }
      if (finding.status === 'fail') failed = { id, verdict: finding.verdict, evidence: check.evidence }
      checks.push(check)
      onCheck?.(check)
    }
  } finally {
    await situation.cleanUp?.()
  }
  const verdict = failed?.verdict ?? (late ? 'unknown' : 'ok')
  return { verdict, checks, remedies: remediesFor(verdict, circumstances(situation, failed?.evidence ?? '')) }
}

function circumstances({ system, image, port, imageHere, localImages, holder }: Situation, evidence: string) {
  const others = localImages?.filter((name) => name !== image)
  return {
    system,
    image,
    port,
    localImages: imageHere ? undefined : others,
    kafkaOnPort: holder?.kind === 'kafka',
    evidence,
  }
}
