// From any failure to what the user reads, and the exit code. Known ones get their sentence, unknown ones everything.
import { Quit } from '../course/stage.js'
import { t } from '../i18n/index.js'
import { OfficeError } from '../office/post-office.js'
import { ProgramError } from '../programs/program-error.js'
import { Interrupted } from '../screen/screen.js'

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

export function explain(error: unknown): { text: string; code: number } {
  if (error instanceof Interrupted) return { text: '', code: EXIT.interrupted }
  if (error instanceof Quit) return { text: '', code: EXIT.ok }
  if (error instanceof UsageError) return { text: `${error.message}\n${t('usage.help')}`, code: EXIT.usage }
  if (error instanceof KnownError) return { text: error.message, code: EXIT.failed }
  if (error instanceof OfficeError || error instanceof ProgramError) {
    return { text: t(`errors.${error.code}`, error.values), code: EXIT.failed }
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { text: `${t('errors.unknown')}\n${stack}`, code: EXIT.failed }
}
