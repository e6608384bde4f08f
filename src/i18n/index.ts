// The interface's texts. French is the reference; every language is whole, so nothing ever falls back.
import i18next from 'i18next'
import { detectLanguage, type Language } from './language.js'
import { TEXTS } from './languages.js'

export { detectLanguage, isLanguage, LANGUAGES, type Language } from './language.js'

const NOTES: Record<Language, { broker: Record<string, string> }> = TEXTS

/** Names before which French « de » loses its vowel. */
const ELIDED = /^[aeiouàâäéèêëîïôöùûü]/i

i18next.init({
  lng: detectLanguage(process.env),
  fallbackLng: false,
  defaultNS: 'app',
  resources: TEXTS,
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
})

// `{{n, letters}}` in a lesson's prose: « 0 lettre », « 1 lettre », « 5 lettres ».
for (const counted of ['letters', 'drawers', 'receipts', 'members']) {
  i18next.services.formatter?.add(counted, (value: number) => t(`count.${counted}`, { count: value }))
}

// `{{user, from}}`: « de lara », « d’ana ».
i18next.services.formatter?.add('from', (name: string) => t(ELIDED.test(name) ? 'from.elided' : 'from.whole') + name)

/** The text of a key in the current language; `values` fill its placeholders, `count` chooses its plural. */
export function t(key: string, values: Record<string, unknown> = {}): string {
  return i18next.t(key, values)
}

/** Whether the current language has this key. */
export function has(key: string): boolean {
  return i18next.exists(key)
}

/** A note of the broker's, which speaks English, in the current language. */
export function translated(note: string): string {
  return NOTES[language()].broker[note] ?? note
}

/** Fills `{{name}}` placeholders of a text that does not come from the JSON files: a lesson's prose. */
export function fill(text: string, values: Record<string, unknown>): string {
  return i18next.services.interpolator.interpolate(text, values, language(), { escapeValue: false })
}

export function language(): Language {
  return i18next.language as Language
}

export function setLanguage(lang: Language): void {
  i18next.changeLanguage(lang)
}

/** A number as the current language writes it. */
export function number(value: number): string {
  return new Intl.NumberFormat(language()).format(value)
}

/** A duration in whole or tenths of a second: « 3 s », « 0,4 s », “0.4 s”. */
export function seconds(milliseconds: number): string {
  const digits = new Intl.NumberFormat(language(), { maximumFractionDigits: milliseconds < 10_000 ? 1 : 0 })
  return `${digits.format(milliseconds / 1000)}\u00a0s`
}

/** A time of day: « 10:42:09 ». */
export function timeOfDay(date: Date): string {
  return new Intl.DateTimeFormat('fr', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(date)
}
