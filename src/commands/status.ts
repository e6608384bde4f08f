// `guichet etat`: what runs, and what the office says of its letters.
import { join } from 'node:path'
import { number, t, timeOfDay } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { createInspector } from '../office/inspector.js'
import { keptOf, lagOf } from '../office/lag.js'
import { OPEN, type Security } from '../office/security.js'
import { type Running, readRunning } from '../programs/running.js'
import type { Globals } from './globals.js'

const TOPIC = 'orders'
const GROUP = 'order-tracker'

export async function status({ security }: Globals, { json }: { json?: boolean }): Promise<void> {
  const running = await readRunning()
  const letters = running && (await askOffice(running, security).catch(() => undefined))
  if (json) {
    console.log(JSON.stringify({ running: running ?? null, letters: letters ?? null }))
    return
  }
  if (!running) {
    console.log(t('status.nothing', { command: invocation('demarrer') }))
    return
  }
  const { office, docker, tracker, producer, brokers, cwd, since } = running
  const path = join(cwd, 'tracker.log')
  if (office) console.log(t('status.office', { broker: brokers, since: timeOfDay(new Date(since)) }))
  else if (docker) console.log(t(letters ? 'status.docker' : 'status.dockerSilent', { broker: brokers }))
  else console.log(letters ? t('status.existing', { broker: brokers }) : t('status.noOffice'))
  console.log(tracker ? t('status.tracker', { path }) : t('status.noTracker'))
  console.log(t(producer ? 'status.producer' : 'status.noProducer'))
  if (letters) console.log(t('status.letters', { kept: letters.kept, lag: number(letters.lag) }))
  else if (office) console.log(t('status.silent'))
}

/** Letters kept and still to read, as the broker tells. */
async function askOffice(
  { brokers, office, docker }: Running,
  security: Security,
): Promise<{ kept: number; lag: number }> {
  const inspector = createInspector({ brokers, security: office || docker ? OPEN : security })
  try {
    const [offsets, bookmarks] = await Promise.all([inspector.offsets(TOPIC), inspector.bookmarks(GROUP, TOPIC)])
    return { kept: keptOf(offsets), lag: lagOf(offsets, bookmarks) }
  } finally {
    await inspector.disconnect()
  }
}
