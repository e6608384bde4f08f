// `guichet --help`: all there is, grouped by what it is for, on one screen of 24 lines.
import type { Command, Help } from 'commander'
import { t } from '../i18n/index.js'
import { invocation, invocationOf } from '../invocation.js'

/** Options of this group are left to the commands' own help. */
export const SECURITY_GROUP = 'security'

/** The root's help, groups one under the other, every term in one column. */
export function formatFirstHelp(root: Command, helper: Help): string {
  const commands = helper.visibleCommands(root)
  // Whoever reads this has found --help.
  const options = helper
    .visibleOptions(root)
    .filter((option) => option.helpGroupHeading !== SECURITY_GROUP && option.long !== '--help')
  const groups = [
    ...helper.groupItems([...commands], commands, (command) => command.helpGroup()),
    [helper.styleTitle('Options:'), options] as const,
  ]
  const width = Math.max(
    ...commands.map((command) => command.name().length),
    ...options.map((option) => helper.optionTerm(option).length),
  )
  const lines = groups.flatMap(([title, items]) => [
    title,
    ...items.map((item) =>
      'flags' in item
        ? helper.formatItem(helper.optionTerm(item), width, helper.optionDescription(item), helper)
        : helper.formatItem(item.name(), width, helper.subcommandDescription(item), helper),
    ),
  ])
  const helpWidth = helper.helpWidth ?? 80
  return [
    `${helper.styleTitle('Usage:')} ${invocationOf(t('help.values.command'), t('help.values.options'))}`,
    helper.boxWrap(helper.commandDescription(root), helpWidth),
    ...lines,
    helper.boxWrap(t('help.after', { example: invocation('broker', '--help') }), helpWidth),
    '',
  ].join('\n')
}
