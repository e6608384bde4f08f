// The flags every command knows.
import type { Language } from '../i18n/index.js'

export interface Globals {
  /** `embarque`, `docker` or `host:port,…`; undefined for the default. */
  office: string | undefined
  /** How an existing cluster lets us in: the flags, else this environment, as the KAFKA_* variables. */
  security: Record<string, string>
  /** With --lang. */
  lang: Language | undefined
  /** Line by line, for a screen reader. */
  simple: boolean
  /** False with --no-color; undefined lets the environment decide. */
  color: false | undefined
}
