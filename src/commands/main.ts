// Runs one command from its arguments to the exit code; every failure ends here, in a sentence when it is known.
import { savedLanguage } from '../course/progress.js'
import { detectLanguage, isLanguage, LANGUAGES, type Language, language, setLanguage, t } from '../i18n/index.js'
import { commandNames, flagNames } from '../i18n/names.js'
import { cleanUpOnSignals, leave } from '../programs/ending.js'
import { isLeaving } from '../programs/leaving.js'
import { aside } from './aside.js'
import { explain, UsageError } from './failure.js'
import { globalsFrom } from './globals.js'

export async function main(args: string[], version: string): Promise<never> {
  cleanUpOnSignals((error) => aside(explain(error).text))
  try {
    setLanguage(chooseLanguage(args))
    await run(args, version)
    return leave(process.exitCode === undefined ? 0 : Number(process.exitCode))
  } catch (error) {
    const { text, code } = explain(error)
    // Once we are leaving, what fails fails because of that.
    if (text && !isLeaving()) aside(text)
    return leave(code)
  }
}

/** `guichet` alone has nothing to parse: its first screen comes sooner without the parser. */
async function run(args: string[], version: string): Promise<void> {
  if (args.length === 0) {
    const { play } = await import('./play.js')
    return play(globalsFrom(), undefined)
  }
  const { buildCommands } = await import('./commands.js')
  await buildCommands(version, await brokerHelp(args)).parseAsync(args.map(withoutAccents), { from: 'user' })
}

/** « leçon » and « état » are commands too; values of flags keep their accents. */
function withoutAccents(arg: string, index: number): string {
  return index === 0 ? arg.normalize('NFD').replace(/\p{Mn}/gu, '') : arg
}

/** The broker's table of what it answers: read only when its help is asked for, since it loads the broker. */
async function brokerHelp(args: string[]): Promise<string> {
  const asked = commandNames('broker').some((name) => args.includes(name))
  const help = args.includes('--help') || args.includes('-h')
  return asked && help ? (await import('./fidelity.js')).fidelityText() : ''
}

/** `--lang` > the saved choice > the locale > French. */
function chooseLanguage(args: string[]): Language {
  const flags = flagNames('lang').map((name) => `--${name}`)
  const index = args.findIndex((arg) => flags.includes(arg.split('=')[0]!))
  if (index >= 0) {
    const [name, given = args[index + 1]] = args[index]!.split('=')
    if (!given) throw new UsageError(t('usage.optionMissingArgument', { flag: name }))
    if (!isLanguage(given)) throw new UsageError(t('usage.language', { given, flags: anyOf(name!) }))
    return given
  }
  if (isLanguage(process.env.GUICHET_LANG)) return process.env.GUICHET_LANG
  return savedLanguage() ?? detectLanguage(process.env)
}

/** « --lang fr ou --lang en ». */
function anyOf(flag: string): string {
  const forms = LANGUAGES.map((name) => `${flag} ${name}`)
  return new Intl.ListFormat(language(), { type: 'disjunction' }).format(forms)
}
