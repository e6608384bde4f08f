// A pasted log, explained: its cause, the line that proves it, and what mends it on this system.
import { kafkaImage } from '../office/kafka-image.js'
import { classify } from './classify.js'
import { type Remedy, remediesFor } from './remedies.js'
import { thisSystem } from './system.js'
import type { VerdictId } from './verdicts.js'

export interface ExplainedLog {
  verdict: VerdictId
  /** Masked. */
  evidence: string
  remedies: Remedy[]
}

export function explainLog(log: string, env: NodeJS.ProcessEnv = process.env): ExplainedLog {
  const { verdict, evidence } = classify(log)
  return {
    verdict,
    evidence,
    remedies: remediesFor(verdict, { system: thisSystem(), image: kafkaImage(env), evidence }),
  }
}

/** A log file's text: Windows PowerShell writes UTF-16, old Windows programs a code page of their own. */
export function decodeLog(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}
