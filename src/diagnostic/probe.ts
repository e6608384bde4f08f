// What a probe is: one question about this machine, its answer and the evidence for it.
import { t } from '../i18n/index.js'
import type { PortHolder } from '../programs/port.js'
import type { System } from './system.js'
import type { VerdictId } from './verdicts.js'

export const CHECK_IDS = [
  'docker',
  'compose',
  'daemon',
  'socket',
  'image',
  'port',
  'disk',
  'registry',
  'quota',
  'pull',
  'container',
  'kafka',
] as const

export type CheckId = (typeof CHECK_IDS)[number]

/** What was found; the evidence is in the user's language, or docker's own words. */
export type Finding =
  | { status: 'ok' | 'skip'; evidence: string }
  | { status: 'fail'; evidence: string; verdict: VerdictId }

/** What is known so far; each probe adds what it saw. */
export interface Situation {
  readonly env: NodeJS.ProcessEnv
  readonly system: System
  /** The image of Kafka asked for. */
  readonly image: string
  /** Set when docker's door is closed to this account: docker's own line. */
  denied?: string
  /** The engine, as `docker info` tells. */
  engine?: { os: string; folder: string | undefined; proxy: boolean }
  imageHere?: boolean
  /** Images of Kafka here, whichever they are. */
  localImages?: string[]
  /** What holds port 9092. */
  holder?: PortHolder
  /** Removes what a trial started. */
  cleanUp?: () => Promise<void>
}

export type Probe = (situation: Situation, signal: AbortSignal) => Promise<Finding>

export const KAFKA_PORT = 9092

export function ok(evidence: string): Finding {
  return { status: 'ok', evidence }
}

export function skip(evidence: string): Finding {
  return { status: 'skip', evidence }
}

export function fail(verdict: VerdictId, evidence: string): Finding {
  return { status: 'fail', verdict, evidence }
}

/** A sentence of evidence: `diagnostic:evidence.<key>`. */
export function says(key: string, values: Record<string, unknown> = {}): string {
  return t(`diagnostic:evidence.${key}`, values)
}

/** A signal that comes after `ms` milliseconds, or with `signal` if that comes before. */
export function within(ms: number, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([AbortSignal.timeout(ms), signal])
}
