// One failure: what it says in a log, and what mends it.
import type { RemedyId } from '../remedies.js'
import type { Sign } from '../signs.js'
import type { VerdictId } from '../verdicts.js'

export interface Failure {
  id: VerdictId
  signs: Sign[]
  /** Believed only where nothing else is said. */
  weak?: Sign[]
  /** In the order in which they are offered. */
  remedies: RemedyId[]
}
