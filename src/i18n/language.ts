// Which language to speak, before anything is said.
import { TEXTS } from './languages.js'

export type Language = keyof typeof TEXTS

/** The one the others are translated from, spoken where nothing asks for another. */
const REFERENCE = 'fr' satisfies Language

/** Every language there is, the reference first. */
export const LANGUAGES = Object.keys(TEXTS) as Language[]

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value)
}

/** `GUICHET_LANG` (how we tell our own programs), else the language that the locale names, else the reference. */
export function detectLanguage(env: NodeJS.ProcessEnv): Language {
  if (isLanguage(env.GUICHET_LANG)) return env.GUICHET_LANG
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  const named = /^[a-z]+(?=[_.-]|$)/i.exec(locale)?.[0].toLowerCase()
  return isLanguage(named) ? named : REFERENCE
}
