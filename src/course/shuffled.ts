// Chance, where a revision should not be learnt by heart.
import { randomInt } from 'node:crypto'

/** A copy in a random order (Fisher and Yates). */
export function shuffled<Item>(items: Item[]): Item[] {
  const copy = [...items]
  for (let last = copy.length - 1; last > 0; last--) {
    const chosen = randomInt(last + 1)
    ;[copy[last], copy[chosen]] = [copy[chosen]!, copy[last]!]
  }
  return copy
}
