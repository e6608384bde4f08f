// From any failure to what the user reads, and the exit code. Known ones get their sentence, unknown ones everything.
import { Quit } from '../course/stage.js'
import { has, t } from '../i18n/index.js'
import { invocationOf } from '../invocation.js'
import { OfficeError } from '../office/post-office.js'
import type { PortHolder } from '../programs/port.js'
import { ProgramError } from '../programs/program-error.js'
import { Interrupted } from '../screen/screen.js'
import { holderName } from './holder.js'

/** Exit codes (DESIGN section 6). */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const

/** The command line makes no sense; the message is already in the user's language. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Something the user can mend, in their language already. */
export class KnownError extends Error {
  override name = 'KnownError'
}

/** Failures that come from what was typed. */
const USAGE_CODES = ['address-invalid', 'office-unknown', 'sasl-mechanism', 'sasl-incomplete', 'tls-incomplete']

export function explain(error: unknown): { text: string; code: number } {
  if (error instanceof Interrupted) return { text: '', code: EXIT.interrupted }
  if (error instanceof Quit) return { text: '', code: EXIT.ok }
  if (isShown(error)) return { text: '', code: EXIT.ok }
  if (error instanceof UsageError) return usage(error.message)
  if (error instanceof KnownError) return { text: error.message, code: EXIT.failed }
  if (error instanceof OfficeError || error instanceof ProgramError) {
    const text = t(`errors.${error.code}`, inWords(error.values))
    return USAGE_CODES.includes(error.code) ? usage(text) : { text, code: EXIT.failed }
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { text: `${t('errors.unknown')}\n${stack}`, code: EXIT.failed }
}

/** commander's way of saying that it showed the help or the version; it may not even be loaded. */
function isShown(error: unknown): boolean {
  return error instanceof Error && error.name === 'CommanderError' && 'exitCode' in error && error.exitCode === 0
}

function usage(sentence: string): { text: string; code: number } {
  return { text: `${sentence}\n${t('usage.help', { command: invocationOf('--help') })}`, code: EXIT.usage }
}

/** A system error in words: « l’accès est refusé »; its code where we have none. */
export function reasonOf(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException
  return has(`reasons.${code}`) ? t(`reasons.${code}`) : code
}

/** The values with what the system calls them said in words: `EACCES`, what holds a port. */
export function inWords({ kind, reason, ...values }: Record<string, string | number>): Record<string, string | number> {
  const said = reason !== undefined && has(`reasons.${reason}`) ? t(`reasons.${reason}`) : reason
  return {
    ...values,
    ...(said === undefined ? {} : { reason: said }),
    ...(kind === undefined
      ? {}
      : { by: holderName({ kind: kind as PortHolder['kind'], process: `${values.process}` }) }),
  }
}
