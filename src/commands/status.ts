// `guichet etat`: what runs, and what the office says of its letters.
import { join } from 'node:path'
import { number, t, timeOfDay } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { createInspector } from '../office/inspector.js'
import { keptOf, lagOf } from '../office/lag.js'
import { OPEN, type Security } from '../office/security.js'
import { type Running, readRunning } from '../programs/running.js'
import { say } from './aside.js'
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
    say(t('status.nothing', { command: invocation('start') }))
    return
  }
  const { office, docker, tracker, producer, brokers, cwd, since } = running
  const path = join(cwd, 'tracker.log')
  if (office) say(t('status.office', { broker: brokers, since: timeOfDay(new Date(since)) }))
  else if (docker) say(t(letters ? 'status.docker' : 'status.dockerSilent', { broker: brokers }))
  else say(letters ? t('status.existing', { broker: brokers }) : t('status.noOffice'))
  say(tracker ? t('status.tracker', { path }) : t('status.noTracker'))
  say(t(producer ? 'status.producer' : 'status.noProducer'))
  if (letters) say(t('status.letters', { kept: letters.kept, lag: number(letters.lag) }))
  else if (office) say(t('status.silent'))
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
