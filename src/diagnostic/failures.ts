// The one table of failures: what each says in a log, and what mends it. The most specific first: the first that is
// found anywhere in a log is its cause. `weak` signs are believed only where nothing else is said.
// What such messages look like, and where each was seen: test/diagnostic/data.
import { ENGINE } from './failures/engine.js'
import type { Failure } from './failures/failure.js'
import { IMAGES } from './failures/images.js'
import { KAFKA } from './failures/kafka.js'
import { LIMITS } from './failures/limits.js'
import { MACHINE } from './failures/machine.js'
import { MISSING } from './failures/missing.js'
import { NETWORK } from './failures/network.js'
import { TRUST } from './failures/trust.js'
import type { VerdictId } from './verdicts.js'

export const FAILURES: readonly Failure[] = [
  ...LIMITS,
  ...ENGINE,
  ...TRUST,
  ...MACHINE,
  ...IMAGES,
  ...NETWORK,
  ...MISSING,
  ...KAFKA,
]

export function failureOf(id: VerdictId): Failure | undefined {
  return FAILURES.find((failure) => failure.id === id)
}
