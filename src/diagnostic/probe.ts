// What a probe is: one question about this machine, its answer and the evidence for it.
import { t } from '../i18n/index.js'
import type { CommandResult } from '../programs/command.js'
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
  /** Kafka's port on this machine. */
  readonly port: number
  /** Set when docker's door is closed to this account: docker's own line. */
  denied?: string
  /** The engine, as `docker info` tells. */
  engine?: { os: string; folder: string | undefined; proxy: boolean }
  imageHere?: boolean
  /** Images of Kafka here, whichever they are. */
  localImages?: string[]
  /** What holds Kafka's port. */
  holder?: PortHolder
  /** The container under trial, and how it ended once it has. Docker stays before it, and hands it what ends us. */
  trial?: { name: string; ended: CommandResult | undefined }
  /** Removes what a trial started. */
  cleanUp?: () => Promise<void>
}

/** `until`: when it must have ended, as `Date.now()` counts; each probe has a shorter time of its own. */
export type Probe = (situation: Situation, until: number) => Promise<Finding>

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

/** Milliseconds that something may take: `ms`, or what is left. */
export function atMost(ms: number, until: number): number {
  return Math.max(1, Math.min(ms, until - Date.now()))
}

/** The first line of what a program said. */
export function firstLine(said: string): string {
  return said.trim().split('\n')[0] ?? ''
}
