// From a pasted log to its cause, and the line that proves it.
import type { Failure } from './failures/failure.js'
import { FAILURES } from './failures.js'
import { logLines } from './log-lines.js'
import { mask } from './mask.js'
import { bears, type Sign } from './signs.js'
import type { VerdictId } from './verdicts.js'

export interface Explanation {
  verdict: VerdictId
  /** The line that proves it, masked; empty when there is none. */
  evidence: string
}

/** A log longer than this is read by both its ends (characters). */
const LONGEST_LOG = 10_000_000
/** A message is looked for over at most this many lines: terminals and CIs wrap what they print. */
const WRAPPED = 6
/** A longer log was saved to a file, not copied from a narrow terminal: its lines are whole (characters). */
const LONGEST_WRAPPED = 2_000_000
/** Longer evidence is cut around what was found (characters). */
const LONGEST_EVIDENCE = 400
const LOOKS_WRONG =
  /\b(?:error|erreur|fatal|failed|failure|denied|refused|cannot|unable|unknown)\b|chec|refus|impossible|introuvable/i

/** The most specific known cause that the log tells, wherever it stands; `unknown` when it tells none. */
export function classify(log: string): Explanation {
  const lines = logLines(shortened(log))
  const text = lines.join('\n')
  const found =
    findFirst(lines, text, (failure) => failure.signs) ?? findFirst(lines, text, (failure) => failure.weak ?? [])
  if (found) return found
  const line = lines.findLast((one) => LOOKS_WRONG.test(one)) ?? lines.at(-1) ?? ''
  return { verdict: 'unknown', evidence: shown(line, LOOKS_WRONG) }
}

function findFirst(lines: string[], text: string, signsOf: (failure: Failure) => Sign[]): Explanation | undefined {
  // A cause is looked for line by line only where the log, folded to one line, bears its sign at all.
  const folded = text.length > LONGEST_WRAPPED ? [] : [text.replaceAll('\n', ' '), text.replaceAll('\n', '')]
  for (const failure of FAILURES) {
    for (const sign of signsOf(failure)) {
      const pattern = sign instanceof RegExp ? sign : sign.line
      const wholes = isOfOneLine(sign) ? [text] : [text, ...folded]
      if (!wholes.some((whole) => pattern.test(whole))) continue
      const proof = lines.find((line) => bears(sign, line, text)) ?? findWrapped(sign, lines, text)
      if (proof === undefined) continue
      return { verdict: failure.id, evidence: shown(proof, pattern) }
    }
  }
  return undefined
}

/** The fewest lines that bear the sign once joined, with a space or without. */
function findWrapped(sign: Sign, lines: string[], text: string): string | undefined {
  if (isOfOneLine(sign)) return undefined
  for (let count = 2; count <= WRAPPED; count++) {
    for (let start = 0; start + count <= lines.length; start++) {
      const part = lines.slice(start, start + count)
      for (const between of [' ', '']) {
        const joined = part.join(between)
        if (bears(sign, joined, text)) return joined
      }
    }
  }
  return undefined
}

/** Two things said of one line are not looked for over several: they may be two lines' words. */
function isOfOneLine(sign: Sign): boolean {
  return !(sign instanceof RegExp) && sign.also !== undefined
}

function shortened(log: string): string {
  if (log.length <= LONGEST_LOG) return log
  return `${log.slice(0, LONGEST_LOG / 2)}\n${log.slice(-LONGEST_LOG / 2)}`
}

/** Masked whole before it is cut: half a secret would not be recognised. */
function shown(line: string, pattern: RegExp): string {
  const masked = mask(line)
  if (masked.length <= LONGEST_EVIDENCE) return masked
  const at = Math.max(0, masked.search(pattern))
  const start = Math.max(0, Math.min(at - 100, masked.length - LONGEST_EVIDENCE))
  const end = start + LONGEST_EVIDENCE
  return `${start > 0 ? '…' : ''}${masked.slice(start, end)}${end < masked.length ? '…' : ''}`
}
