// The memory of a reader that must not treat an order twice: one order_id a line, in a file that outlives it.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

export interface Ledger {
  has(id: string): boolean
  /** On disk when this returns. */
  add(id: string): void
}

/** The ledger in this file, which may not exist yet; without a file, one that never remembers. */
export function openLedger(file: string | undefined): Ledger {
  if (file === undefined) return { has: () => false, add: () => {} }
  const known = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
  return {
    has: (id) => known.has(id),
    add(id) {
      known.add(id)
      appendFileSync(file, `${id}\n`)
    },
  }
}
