// A cluster that is not ours: a classroom's or a company's. We join it, keep to names of our own, and delete only those.
import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { atEnd } from '../programs/ending.js'
import { kafkaAnswers } from './addresses.js'
import { createInspector } from './inspector.js'
import { OfficeError, type PostOffice } from './post-office.js'

/** A reader that was killed stays in its team until its session ends: 6 s (see tracker.ts). */
const TEAMS_EMPTY_WITHIN = 7000
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

export interface ExistingOptions {
  /** Bootstrap addresses, `host:port`. */
  brokers: string[]
  /** Whose topics and groups they are: part of their names, so that a teacher recognises them. */
  name: string
}

/** An office on an existing cluster. `open` makes sure that Kafka answers there. */
export function existingOffice({ brokers, name }: ExistingOptions): PostOffice {
  const prefix = `guichet-${plain(name)}-${random(4)}-`
  const inspector = createInspector({ brokers, prefix })
  const notOurs = async () => {
    throw new OfficeError('office-not-ours', { address: brokers.join(',') })
  }
  let forgetEnd: (() => void) | undefined

  async function dispose(): Promise<void> {
    const opened = forgetEnd !== undefined
    forgetEnd?.()
    forgetEnd = undefined
    try {
      if (opened) await deleteOurs()
    } finally {
      await inspector.disconnect()
    }
  }

  /** Everything under our prefix, which no one else's names have: also what programs had created by writing. */
  async function deleteOurs(): Promise<void> {
    await Promise.all((await inspector.topics()).map((topic) => inspector.deleteTopic(topic)))
    for (const end = Date.now() + TEAMS_EMPTY_WITHIN; ; await pause(100)) {
      const deleted = await Promise.allSettled((await inspector.groups()).map((group) => inspector.deleteGroup(group)))
      if (deleted.every(({ status }) => status === 'fulfilled') || Date.now() > end) return
    }
  }

  return {
    kind: 'existing',
    can: { close: false, crash: false, files: false },
    brokers,
    inspector,

    async open() {
      if (!(await kafkaAnswers(brokers))) throw new OfficeError('broker-unreachable', { address: brokers.join(',') })
      forgetEnd ??= atEnd(dispose)
    },

    close: notOurs,
    crash: notOurs,
    fullName: (short) => `${prefix}${short}`,
    logFile: () => undefined,
    dispose,
  }
}

/** What a topic's name may hold of a person's: letters and digits without accents, at most 20. */
function plain(name: string): string {
  const kept = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 20)
  return kept || 'anonyme'
}

function random(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}
