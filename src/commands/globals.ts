// The flags every command knows.
import type { Language } from '../i18n/index.js'
import { securityOf } from '../office/security.js'
import { isOn } from '../screen/is-on.js'

export interface Globals {
  /** `embarque`, `docker` or `host:port,…`; undefined for the default. */
  office: string | undefined
  /** How an existing cluster lets us in: the flags, else this environment, as the KAFKA_* variables. */
  security: Record<string, string>
  /** With --lang. */
  lang: Language | undefined
  /** Line by line, for a screen reader. */
  simple: boolean
  /** The same, or ACCESSIBLE in the environment. */
  spoken: boolean
  /** False with --no-color; undefined lets the environment decide. */
  color: false | undefined
}

/** What the options read off the command line say; without any, the environment alone. */
export function globalsFrom(options: Record<string, unknown> = {}): Globals {
  const { office, lang, simple, color, ...others } = options
  return {
    office: office as string | undefined,
    security: securityOf(others as Record<string, string | boolean | undefined>),
    lang: lang as Language | undefined,
    simple: simple === true,
    spoken: simple === true || isOn(process.env.ACCESSIBLE),
    color: color === false ? false : undefined,
  }
}
