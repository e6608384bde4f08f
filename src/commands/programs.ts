// `guichet expediteur` and `guichet destinataire`: the report's two programs, against the running office.

import { language, t } from '../i18n/index.js'
import { type FlagId, flag, meant } from '../i18n/names.js'
import { invocation } from '../invocation.js'
import { chosenOffice } from '../office/addresses.js'
import { enter } from '../office/entry.js'
import { OPEN } from '../office/security.js'
import { startProgram } from '../programs/program.js'
import { readRunning } from '../programs/running.js'
import { aside } from './aside.js'
import { KnownError, UsageError } from './failure.js'
import type { Globals } from './globals.js'

const DEFAULT_BROKER = 'localhost:9092'

/** Flags as the user gave them: text, or true for a switch. */
type Flags = Record<string, string | boolean | undefined>

export async function producer(globals: Globals, flags: Flags): Promise<void> {
  positive('interval', flags.interval, 0)
  positive('count', flags.count, 1)
  if (!['0', '1', 'all', undefined].includes(flags.acks as string))
    throw new UsageError(t('usage.acks', { given: flags.acks }))
  await run('producer', globals, flags)
}

export async function tracker(globals: Globals, flags: Flags): Promise<void> {
  positive('delay', flags.delay, 0)
  positive('commitEvery', flags.commitEvery, 1)
  const { strict, commitEvery, ...others } = flags
  const from = meant('from', String(flags.from ?? 'earliest'))
  if (!from) throw new UsageError(t('usage.from', { given: flags.from }))
  const unreadable = meant('unreadable', String(flags.unreadable ?? (strict ? 'insist' : 'say')))
  if (!unreadable) throw new UsageError(t('usage.unreadable', { given: flags.unreadable }))
  await run('tracker', globals, { ...others, from, unreadable, 'commit-every': commitEvery })
}

function positive(name: FlagId, value: Flags[string], least: number): void {
  const number = Number(value ?? least)
  if (Number.isNaN(number) || number < least)
    throw new UsageError(t('usage.number', { name: flag(name), given: value, least }))
}

async function run(
  program: 'producer' | 'tracker',
  { office, security, spoken }: Globals,
  flags: Flags,
): Promise<void> {
  const chosen = chosenOffice(office)
  const running = chosen.kind === 'existing' ? undefined : await readRunning()
  const broker = chosen.kind === 'existing' ? chosen.brokers.join(',') : (running?.brokers ?? DEFAULT_BROKER)
  const letIn = running?.office || running?.docker ? OPEN : security
  // Nobody there yet is no fault: the program waits for the office to open.
  if (!(await enter(broker.split(','), letIn)))
    aside(t('course.waitsForOffice', { address: broker, command: invocation('broker') }))
  const args = Object.entries<Flags[string]>({ ...flags, broker })
    .filter(([, value]) => value !== undefined)
    .map(([flag, value]) => (value === true ? `--${flag}` : `--${flag}=${value}`))
  const started = startProgram(program, args, {
    env: { ...letIn, GUICHET_LANG: language(), ...(spoken && { GUICHET_SPOKEN: '1' }) },
    onLine: (line) => console.log(line),
    onEvent: (event) => console.log(JSON.stringify(event)),
  })
  const { code } = await started.exited
  if (code !== 0) throw new KnownError(started.stderr || t('errors.program-ended', { program, code: code ?? '' }))
}
