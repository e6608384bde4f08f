// commander, speaking the user's language: usage errors in one sentence, help headings translated, and every command and
// flag under its name in each language.
import { Command, Help, Option } from 'commander'
import { t } from '../i18n/index.js'
import { type CommandId, commandNames, type FlagId, flagNames } from '../i18n/names.js'
import { invocationOf } from '../invocation.js'
import { UsageError } from './failure.js'
import { nearest } from './nearest.js'
import { toNotebook } from './notebook-line.js'

/** A flag under one of its names, kept under our own. */
class NamedOption extends Option {
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
      minWidthToWrap: 15, // at a projector's 60 columns, and at 40, descriptions fold too
      styleTitle: (title) => t(`help.titles.${title.replace(':', '').replace(' ', '')}`),
      optionDescription: (option) => option.description,
      subcommandDescription: (command) => command.description(),
      commandUsage: (command) => invocationOf(command.name(), ...command.usage().split(' ').filter(Boolean)),
      subcommandTerm: (command) => `${command.name()} ${command.usage()}`.trim(),
    })
  }

  override createCommand(name?: string): GuichetCommand {
    return new GuichetCommand(name)
  }

  /** A command under its name in every language; the help shows the current one's. */
  named(id: CommandId, usage: string, description: string): GuichetCommand {
    const [name, ...others] = commandNames(id)
    const command = this.command(name!).aliases(others) as GuichetCommand
    // An empty usage would make commander write its own, in English.
    return command.usage(usage || ' ').description(description) as GuichetCommand
  }

  /** A flag under its name in every language, kept as `id`. `value` is the placeholder shown, absent for a switch. */
  flag(id: FlagId, value: string | undefined, description: string): this {
    for (const [index, name] of flagNames(id).entries()) {
      const option = new NamedOption(`--${name}${value ? ` <${value}>` : ''}`, description, id)
      this.addOption(option.hideHelp(index > 0))
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
    throw new UsageError(suggest('usage.unknownCommand', this.args[0] ?? '', namesUnder(this)))
  }

  missingArgument(): void {
    throw new UsageError(t('usage.missingArgument', { line: invocationOf(this.name(), this.usage()) }))
  }

  optionMissingArgument(option: Option): void {
    if (option.attributeName() === ('export' satisfies FlagId))
      throw new UsageError(t('usage.exportMissingArgument', { command: toNotebook() }))
    throw new UsageError(t('usage.optionMissingArgument', { flag: option.long }))
  }

  _excessArguments(received: string[]): void {
    // A word the default command has no use for was meant as a command.
    if (this.parent && this.name() === PLAY) {
      throw new UsageError(suggest('usage.unknownCommand', received[0] ?? '', namesUnder(this.parent)))
    }
    throw new UsageError(
      t('usage.excessArguments', { extra: received.slice(this.registeredArguments.length).join(' ') }),
    )
  }
}

/** The default command's name, never shown. */
export const PLAY = 'play'

function namesUnder(command: Command): string[] {
  return command.commands.flatMap((child) => [child.name(), ...child.aliases()]).filter((name) => name !== PLAY)
}

function suggest(key: string, given: string, known: string[]): string {
  const suggestion = nearest(given, known)
  return suggestion ? t(`${key}Suggest`, { given, suggestion }) : t(key, { given })
}
