// commander, speaking the user's language: usage errors in one sentence, help headings translated, and for every
// French flag its English twin.
import { Command, Help, Option } from 'commander'
import { language, t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { UsageError } from './failure.js'
import { nearest } from './nearest.js'

/** A flag's names without dashes; both are always accepted, the current language's is in the help. */
export interface Twin {
  fr: string
  en: string
}

class TwinOption extends Option {
  readonly #attribute: string
  constructor(flags: string, description: string, attribute: string) {
    super(flags, description)
    this.#attribute = attribute
  }
  override attributeName(): string {
    return this.#attribute
  }
}

export class GuichetCommand extends Command {
  constructor(name?: string) {
    super(name)
    this.exitOverride()
    this.allowExcessArguments(false)
    this.helpOption('-h, --help', t('help.help'))
    this.helpCommand(false)
    this.configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => t(`help.titles.${title.replace(':', '').replace(' ', '')}`),
      optionDescription: (option) => option.description,
      subcommandDescription: (command) => command.description(),
      commandUsage: (command) => invocation(command.name(), ...command.usage().split(' ').filter(Boolean)),
      subcommandTerm: (command) => `${command.name()} ${command.usage()}`.trim(),
    })
  }

  override createCommand(name?: string): GuichetCommand {
    return new GuichetCommand(name)
  }

  /** A command under its two names; the help shows the current language's. */
  twin({ fr, en }: Twin, usage: string, description: string): GuichetCommand {
    const [name, alias] = language() === 'en' ? [en, fr] : [fr, en]
    const command = this.command(name) as GuichetCommand
    if (alias !== name) command.alias(alias)
    // An empty usage would make commander write its own, in English.
    return command.usage(usage || ' ').description(description) as GuichetCommand
  }

  /** A flag under its two names, kept under its English one. `value` is the placeholder shown, absent for a switch. */
  flag({ fr, en }: Twin, value: string | undefined, description: string): this {
    const attribute = en.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    for (const name of new Set([fr, en])) {
      const option = new TwinOption(`--${name}${value ? ` <${value}>` : ''}`, description, attribute)
      this.addOption(option.hideHelp(name !== (language() === 'en' ? en : fr)))
    }
    return this
  }

  unknownOption(flag: string): void {
    const known = new Help().visibleOptions(this).concat(this.parent ? new Help().visibleOptions(this.parent) : [])
    throw new UsageError(
      suggest(
        'usage.unknownOption',
        flag,
        known.map((option) => option.long ?? ''),
      ),
    )
  }

  unknownCommand(): void {
    throw new UsageError(suggest('usage.unknownCommand', this.args[0] ?? '', commandNames(this)))
  }

  missingArgument(): void {
    throw new UsageError(t('usage.missingArgument', { line: invocation(this.name(), this.usage()) }))
  }

  optionMissingArgument(option: Option): void {
    throw new UsageError(t('usage.optionMissingArgument', { flag: option.long }))
  }

  _excessArguments(received: string[]): void {
    // A word the default command has no use for was meant as a command.
    if (this.parent && this.name() === PLAY) {
      throw new UsageError(suggest('usage.unknownCommand', received[0] ?? '', commandNames(this.parent)))
    }
    throw new UsageError(
      t('usage.excessArguments', { extra: received.slice(this.registeredArguments.length).join(' ') }),
    )
  }
}

/** The default command's name, never shown. */
export const PLAY = 'play'

function commandNames(command: Command): string[] {
  return command.commands.flatMap((child) => [child.name(), ...child.aliases()]).filter((name) => name !== PLAY)
}

function suggest(key: string, given: string, known: string[]): string {
  const suggestion = nearest(given, known)
  return suggestion ? t(`${key}Suggest`, { given, suggestion }) : t(key, { given })
}
