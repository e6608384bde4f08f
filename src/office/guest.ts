// What an office is where others may be too: names of our own, an inspector that sees only those, and their removal.
import { setTimeout as pause } from 'node:timers/promises'
import { createInspector, type InspectorOptions } from './inspector.js'
import { newPrefix } from './names.js'

/** A reader that was killed stays in its team until its session ends: 6 s (see tracker.ts). */
const TEAMS_EMPTY_WITHIN = 7000

export interface Guest {
  /** Before every name: `guichet-lara-7k2f-`. */
  prefix: string
  inspector: ReturnType<typeof createInspector>
  fullName(short: string): string
  /** Everything under our prefix, which no one else's names have: also what programs had created by writing. */
  deleteOurs(): Promise<void>
}

/** @param name whose topics and groups they are: part of their names, so that a teacher recognises them */
export function guest(name: string, options: Omit<InspectorOptions, 'prefix'>): Guest {
  const prefix = newPrefix(name)
  const inspector = createInspector({ ...options, prefix })
  return {
    prefix,
    inspector,
    fullName: (short) => `${prefix}${short}`,
    async deleteOurs() {
      await Promise.all((await inspector.topics()).map((topic) => inspector.deleteTopic(topic)))
      for (const end = Date.now() + TEAMS_EMPTY_WITHIN; ; await pause(100)) {
        const groups = await inspector.groups()
        const deleted = await Promise.allSettled(groups.map((group) => inspector.deleteGroup(group)))
        if (deleted.every(({ status }) => status === 'fulfilled') || Date.now() > end) return
      }
    },
  }
}
