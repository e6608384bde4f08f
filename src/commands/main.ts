// Runs one command from its arguments to the exit code; every failure ends here, in a sentence when it is known.
import { savedLanguage } from '../course/progress.js'
import { detectLanguage, isLanguage, type Language, setLanguage, t } from '../i18n/index.js'
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
  const asked = (args.includes('bureau') || args.includes('broker')) && (args.includes('--help') || args.includes('-h'))
  return asked ? (await import('./fidelity.js')).fidelityText() : ''
}

/** `--lang` > the saved choice > the locale > French. */
function chooseLanguage(args: string[]): Language {
  const index = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  if (index >= 0) {
    const given = args[index]!.includes('=') ? args[index]!.slice('--lang='.length) : args[index + 1]
    if (!given) throw new UsageError(t('usage.optionMissingArgument', { flag: '--lang' }))
    if (!isLanguage(given)) throw new UsageError(t('usage.language', { given }))
    return given
  }
  if (isLanguage(process.env.GUICHET_LANG)) return process.env.GUICHET_LANG
  return savedLanguage() ?? detectLanguage(process.env)
}
