// Is there space where Docker keeps its images? Seen only where the engine's folder is on this machine.
import { statfs } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { language } from '../../i18n/index.js'
import { fail, ok, type Probe, says, skip } from '../probe.js'

/** Bytes. cp-kafka 8 weighs about 1 GB unpacked, and its packed layers are there meanwhile. */
const TO_PULL = 2e9
/** Bytes: Kafka's own first files. */
const TO_RUN = 200e6
const DEADLINE = 1000

export const diskProbe: Probe = async ({ env, engine, imageHere }) => {
  const folder = isHere(env, engine?.os) ? engine?.folder : undefined
  // A folder on a network drive that is gone may never answer.
  const space = folder && (await Promise.race([statfs(folder).catch(() => undefined), pause(DEADLINE, undefined)]))
  if (!space) return skip(says('diskUnknown'))
  const free = space.bavail * space.bsize
  const needed = imageHere ? TO_RUN : TO_PULL
  if (free < needed) return fail('disk-full', says('diskFull', { free: size(free), needed: size(needed), folder }))
  if (space.files > 0 && space.ffree === 0) return fail('disk-full', says('diskInodes', { folder }))
  return ok(says('disk', { free: size(free), folder }))
}

/** Docker Desktop's engine is in a virtual machine; an engine of another machine is farther still. */
function isHere({ DOCKER_HOST = '' }: NodeJS.ProcessEnv, os = ''): boolean {
  return (
    process.platform === 'linux' &&
    !/docker desktop/i.test(os) &&
    (DOCKER_HOST === '' || DOCKER_HOST.startsWith('unix:'))
  )
}

function size(bytes: number): string {
  const [unit, value] = bytes < 1e9 ? (['megabyte', bytes / 1e6] as const) : (['gigabyte', bytes / 1e9] as const)
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'megabyte' ? 0 : 1,
  }).format(value)
}
