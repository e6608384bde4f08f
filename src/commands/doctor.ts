// `guichet diagnostic`: what is wrong with Docker here, or in a pasted log; the proof, and the commands that mend it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import {
  type Check,
  type CheckId,
  decodeLog,
  diagnose,
  explainLog,
  type Remedy,
  type VerdictId,
  writeReport,
} from '../diagnostic/index.js'
import { t } from '../i18n/index.js'
import { packageRoot } from '../package-root.js'
import { createScreen } from '../screen/index.js'
import type { Screen } from '../screen/screen.js'
import { aside } from './aside.js'
import { checkLine, isLong, restLine, verdictBlocks } from './doctor-screen.js'
import { EXIT, KnownError, reasonOf, UsageError } from './failure.js'
import type { Globals } from './globals.js'

export interface DoctorFlags {
  json?: boolean
  /** `--journal`: a file, or `-` for stdin. */
  log?: string
  /** `--essai`. */
  try?: boolean
  /** `--rapport`: the file to write. */
  report?: string
}

interface Result {
  verdict: VerdictId
  evidence: string
  remedies: Remedy[]
  checks?: Check[]
}

export async function doctor(globals: Globals, flags: DoctorFlags): Promise<void> {
  if (flags.log !== undefined && flags.try) throw new UsageError(t('diagnostic:usage.conflict'))
  const screen = flags.json ? undefined : newScreen(globals)
  const result = flags.log === undefined ? await examine(screen, flags) : explainLog(await readLog(flags.log))
  if (flags.report !== undefined) report(flags.report, result)
  if (flags.json) console.log(JSON.stringify(asJson(result)))
  screen?.print(verdictBlocks({ ...result, tried: flags.try === true }))
  screen?.close()
  if (flags.report !== undefined) aside(t('diagnostic:screen.reported', { path: flags.report }))
  process.exitCode = result.verdict === 'ok' ? EXIT.ok : EXIT.failed
}

/** The checks are shown as they come: the longest takes seconds, a trial minutes. What follows a failure is one line. */
async function examine(screen: Screen | undefined, { try: trial = false }: DoctorFlags): Promise<Result> {
  const live = screen?.live({ heading: { kind: 'heading', glyph: 'past', title: t('diagnostic:screen.checks') } })
  let failed: Check | undefined
  const onCheck = (check: Check) => {
    if (!failed) live?.line(checkLine(check))
    if (check.status === 'fail') failed = check
  }
  const onStart = (id: CheckId) => {
    if (!failed && trial && isLong(id)) live?.status(t(`diagnostic:screen.wait.${id}`))
  }
  const { verdict, checks, remedies } = await diagnose({ trial, onStart, onCheck })
  live?.status('')
  if (failed) live?.line(restLine(failed))
  live?.end()
  return { verdict, evidence: failed?.evidence ?? '', remedies, checks }
}

async function readLog(path: string): Promise<string> {
  try {
    if (path !== '-') return decodeLog(readFileSync(path))
    if (process.stdin.isTTY) aside(t('diagnostic:screen.paste'))
    return decodeLog(await buffer(process.stdin))
  } catch (error) {
    throw new UsageError(t('diagnostic:usage.unreadable', { path, reason: reasonOf(error) }))
  }
}

function report(path: string, result: Result): void {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  try {
    writeFileSync(path, writeReport({ ...result, version }))
  } catch (error) {
    throw new KnownError(t('diagnostic:usage.unwritable', { path, reason: reasonOf(error) }))
  }
}

/** DESIGN section 6: with checks when the machine was examined, with the evidence when a log was explained. */
function asJson({ verdict, evidence, remedies, checks }: Result): object {
  const mends = remedies.map(({ title, commands }) => ({ title, commands }))
  return checks ? { verdict, checks, remedies: mends } : { verdict, evidence, remedies: mends }
}

/** Nothing is ever asked here. */
function newScreen({ simple, color }: Globals): Screen {
  return createScreen({ auto: true, simple, color, input: process.stdin, output: process.stdout, env: process.env })
}
