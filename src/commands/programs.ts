// `guichet expediteur` and `guichet destinataire`: the report's two programs, against the running office.
import { language, t } from '../i18n/index.js'
import { startProgram } from '../programs/program.js'
import { readRunning } from '../programs/running.js'
import { KnownError, UsageError } from './failure.js'
import type { Globals } from './globals.js'

const DEFAULT_BROKER = 'localhost:9092'

/** Flags as the user gave them: text, or true for a switch. */
type Flags = Record<string, string | boolean | undefined>

export async function producer(globals: Globals, flags: Flags): Promise<void> {
  positive('interval', flags.interval, 0)
  positive('count', flags.count, 1)
  await run('producer', globals, flags)
}

export async function tracker(globals: Globals, flags: Flags): Promise<void> {
  positive('delay', flags.delay, 0)
  const from = { debut: 'earliest', earliest: 'earliest', fin: 'latest', latest: 'latest' }[
    String(flags.from ?? 'debut')
  ]
  if (!from) throw new UsageError(t('usage.from', { given: flags.from }))
  await run('tracker', globals, { ...flags, from })
}

function positive(name: string, value: Flags[string], least: number): void {
  const number = Number(value ?? least)
  if (Number.isNaN(number) || number < least)
    throw new UsageError(t('usage.number', { name: t(`flags.${name}`), given: value, least }))
}

async function run(program: 'producer' | 'tracker', { office }: Globals, flags: Flags): Promise<void> {
  const broker = office ?? (await readRunning())?.brokers ?? DEFAULT_BROKER
  if (!/^[^\s,]+:\d+(,[^\s,]+:\d+)*$/.test(broker)) throw new UsageError(t('usage.address', { given: broker }))
  const args = Object.entries<Flags[string]>({ ...flags, broker })
    .filter(([, value]) => value !== undefined)
    .map(([flag, value]) => (value === true ? `--${flag}` : `--${flag}=${value}`))
  const started = startProgram(program, args, {
    env: { GUICHET_LANG: language() },
    onLine: (line) => console.log(line),
    onEvent: (event) => console.log(JSON.stringify(event)),
  })
  const { code } = await started.exited
  if (code !== 0) throw new KnownError(started.stderr || t('errors.program-ended', { program, code: code ?? '' }))
}
