// One person's shop, as a test's own: two terminals, what runs, what was written; closed after the test.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'vitest'
import { guichet, newPlace, type Place, processesOf } from './cli.js'

/** The terminal it is started in, and another, in another folder. */
interface Shop {
  place: Place
  elsewhere: Place
  /** What `etat --json` says, asked from elsewhere. */
  state(): Promise<{ letters: { kept: number; lag: number } | null; running: Record<string, unknown> | null }>
  /** The names of what runs, in order. */
  programs(): Promise<string>
  /** tracker.log; empty before there is one. */
  log(): string
}

export const it = test.extend<{ shop: Shop }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest wants it
  shop: async ({}, use) => {
    const place = newPlace()
    const other = join(place.here, '..', 'elsewhere')
    mkdirSync(other)
    const elsewhere = { ...place, here: other }
    await use({
      place,
      elsewhere,
      state: async () => JSON.parse((await guichet(elsewhere, ['etat', '--json'])).stdout),
      async programs() {
        const names = (await processesOf(place)).map(({ command }) => command.match(/dist\/(\w+)\.js/)?.[1])
        return names.sort().join(' ')
      },
      log: () =>
        existsSync(join(place.here, 'tracker.log')) ? readFileSync(join(place.here, 'tracker.log'), 'utf8') : '',
    })
    await guichet(place, ['arreter'])
    place.remove()
  },
})

/** Waits until it holds, which is `what`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  for (const end = Date.now() + ms; !(await holds()); await pause(20)) {
    if (Date.now() > end) throw new Error(`after ${ms} ms: ${what}`)
  }
}
