// The word that was probably meant: the nearest by letters changed, when near enough.

/** The nearest of `known` to `given`, at most a third of its letters away; undefined when none is. */
export function nearest(given: string, known: string[]): string | undefined {
  const ranked = known
    .map((word) => ({ word, distance: distance(given.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.word : undefined
}

/** Letters to add, remove, change or swap to go from one word to the other (Damerau–Levenshtein, optimal alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [...Array(a.length + 1)].map((_, i) => [i])
  for (let j = 0; j <= b.length; j++) rows[0]![j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, rows[i - 2]![j - 2]! + 1)
      rows[i]![j] = best
    }
  }
  return rows[a.length]![b.length]!
}
