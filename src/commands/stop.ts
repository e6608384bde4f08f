// `guichet arreter`, the report's stop.sh: ends what `demarrer` left running, from any terminal, and nothing else.
import { t } from '../i18n/index.js'
import { endProcess } from '../programs/identity.js'
import { readRunning, removeRunning } from '../programs/running.js'

/** How long each part has to end by itself, in milliseconds. */
const GRACE = 5000

export async function stop(): Promise<void> {
  const running = await readRunning()
  if (!running) {
    removeRunning()
    console.log(t('stop.nothing'))
    return
  }
  // Readers first, so that the tracker can take leave of its team; the office last.
  for (const part of ['producer', 'tracker', 'office'] as const) {
    const known = running[part]
    if (known && (await endProcess(known, GRACE))) console.log(t(`stop.${part}`))
  }
  removeRunning()
}
