// `guichet arreter`, the report's stop.sh: ends what `demarrer` left running, from any terminal, and nothing else.
import { t } from '../i18n/index.js'
import { STARTED } from '../office/docker/holders.js'
import { release } from '../office/docker/sweep.js'
import { endProcess } from '../programs/identity.js'
import { type Running, readRunning, removeRunning } from '../programs/running.js'
import { say } from './aside.js'

/** How long each part has to end by itself, in milliseconds. */
const GRACE = 5000

export async function stop(): Promise<void> {
  const running = await readRunning()
  if (!running) say(t('stop.nothing'))
  else await endParts(running)
  if (running?.docker) await endDocker()
  removeRunning()
}

/** The container goes and its letters stay; unless a course in another terminal uses it too. */
async function endDocker(): Promise<void> {
  say(t((await release({ name: STARTED, gently: true })) ? 'stop.office' : 'stop.shared'))
}

/** Ends each part that still runs, and says so. */
export async function endParts(running: Running): Promise<void> {
  // Readers first, so that the tracker can take leave of its team; the office last.
  for (const part of ['producer', 'tracker', 'office'] as const) {
    const known = running[part]
    if (known && (await endProcess(known, GRACE))) say(t(`stop.${part}`))
  }
}
