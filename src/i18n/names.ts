// What is typed: the names of commands, of flags and of their values. Those of every language are understood; those of
// the language spoken are shown. The code's own are the English ones.
import { language } from './index.js'
import { LANGUAGES, type Language } from './language.js'
import { TEXTS } from './languages.js'

/** What every language has to name: what French, the reference, names. */
type Names = Pick<typeof TEXTS.fr.app, 'commands' | 'flags' | 'values'>
export type CommandId = keyof Names['commands']
export type FlagId = keyof Names['flags']

const NAMES: Record<Language, { app: Names }> = TEXTS

/** A command's names, that of the language spoken first. */
export function commandNames(id: CommandId): string[] {
  return inEveryLanguage(({ commands }) => commands[id])
}

/** A flag's names without their dashes, that of the language spoken first. */
export function flagNames(id: FlagId): string[] {
  return inEveryLanguage(({ flags }) => flags[id])
}

/** A command as it is typed in the language spoken: `demarrer`. */
export function command(id: CommandId): string {
  return NAMES[language()].app.commands[id]
}

/** A flag as it is typed in the language spoken: `--depuis`. */
export function flag(id: FlagId): string {
  return `--${NAMES[language()].app.flags[id]}`
}

/** The value that a word stands for, in whatever language; English is always understood. Undefined for none. */
export function meant<List extends keyof Names['values']>(list: List, word: string): string | undefined {
  return Object.keys(NAMES.fr.app.values[list]).find(
    (value) =>
      value === word ||
      LANGUAGES.some((one) => (NAMES[one].app.values[list] as Record<string, string>)[value] === word),
  )
}

function inEveryLanguage(name: (names: Names) => string): string[] {
  return [...new Set([language(), ...LANGUAGES].map((one) => name(NAMES[one].app)))]
}
