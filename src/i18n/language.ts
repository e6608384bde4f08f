// Which language to speak, before anything is said.

export type Language = 'fr' | 'en'

export function isLanguage(value: unknown): value is Language {
  return value === 'fr' || value === 'en'
}

/** `GUICHET_LANG` (how we tell our own programs), else English when the locale names it, else French. */
export function detectLanguage(env: NodeJS.ProcessEnv): Language {
  if (isLanguage(env.GUICHET_LANG)) return env.GUICHET_LANG
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return /^en([_.-]|$)/i.test(locale) ? 'en' : 'fr'
}
