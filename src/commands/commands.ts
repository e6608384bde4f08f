// Every command and flag there is, under their names in every language (see src/i18n/names.ts); what each does is in its
// own file, loaded when it runs.
import { LANGUAGES, t } from '../i18n/index.js'
import { type GuichetCommand, PLAY, GuichetCommand as Root } from './command.js'
import { formatFirstHelp, SECURITY_GROUP } from './first-help.js'
import { type Globals, globalsFrom } from './globals.js'

export function buildCommands(version: string, brokerHelp = ''): GuichetCommand {
  const root = new Root('guichet')
  root
    .description(t('help.guichet'))
    .version(version, '-V, --version', t('help.version'))
    .flag('office', t('help.values.office'), t('help.office'))
    .flag('lang', LANGUAGES.join('|'), t('help.lang'))
    .flag('simple', undefined, t('help.simple'))
    .option('--no-color', t('help.noColor'))
    .optionsGroup(SECURITY_GROUP)
    .flag('tls', undefined, t('help.tls'))
    .flag('ca', t('help.values.file'), t('help.ca'))
    .flag('cert', t('help.values.file'), t('help.cert'))
    .flag('clientKey', t('help.values.file'), t('help.clientKey'))
    .flag('sasl', t('help.values.mechanism'), t('help.sasl'))
    .flag('user', t('help.values.name'), t('help.user'))

  root
    .command(PLAY, { isDefault: true, hidden: true })
    .option(`--auto [${t('help.values.lessons')}]`, t('help.auto'))
    .action(async (options, command) => (await import('./play.js')).play(globalsOf(command), options.auto))

  root.commandsGroup(t('help.groups.learn'))
  root
    .named('lessons', '[--json]', t('help.lessons'))
    .flag('json', undefined, t('help.json'))
    .action(async (options, command) => (await import('./lessons.js')).lessons(globalsOf(command), options))

  root
    .named('lesson', t('help.values.lesson'), t('help.lesson'))
    .argument(t('help.values.lesson'))
    .flag('auto', undefined, t('help.auto'))
    .action(async (wanted, options, command) =>
      (await import('./play.js')).playOne(globalsOf(command), wanted, options),
    )

  root
    .named('review', '[--auto]', t('help.revision'))
    .flag('auto', undefined, t('help.auto'))
    .action(async (options, command) => (await import('./revision.js')).revision(globalsOf(command), options))
  root
    .named('progress', t('help.values.progress'), t('help.progress'))
    .flag('json', undefined, t('help.json'))
    .flag('export', t('help.values.file'), t('help.export'))
    .action(async (options, command) => (await import('./progress.js')).progress(globalsOf(command), options))
  root
    .named('reset', t('help.values.reset'), t('help.reset'))
    .argument(`[${t('help.values.number')}]`)
    .flag('yes', undefined, t('help.yes'))
    .action(async (wanted, options, command) => (await import('./reset.js')).reset(globalsOf(command), wanted, options))

  root.commandsGroup(t('help.groups.practise'))
  root
    .named('start', '[--port p]', t('help.start'))
    .flag('port', 'p', t('help.port'))
    .action(async (options, command) => (await import('./start.js')).start(globalsOf(command), options))
  root.named('stop', '', t('help.stop')).action(async () => (await import('./stop.js')).stop())
  root
    .named('status', '[--json]', t('help.status'))
    .flag('json', undefined, t('help.json'))
    .action(async (options, command) => (await import('./status.js')).status(globalsOf(command), options))

  root
    .named('producer', t('help.values.options'), t('help.producer'))
    .flag('name', t('help.values.name'), t('help.name'))
    .flag('interval', 's', t('help.interval'))
    .flag('count', 'n', t('help.count'))
    .flag('key', t('help.values.key'), t('help.key'))
    .flag('letter', t('help.values.text'), t('help.letter'))
    .flag('acks', '0|1|all', t('help.acks'))
    .flag('topic', t('help.values.name'), t('help.topic'))
    .flag('json', undefined, t('help.json'))
    .action(async (options, command) => (await import('./programs.js')).producer(globalsOf(command), options))
  root
    .named('tracker', t('help.values.options'), t('help.tracker'))
    .flag('name', t('help.values.name'), t('help.name'))
    .flag('group', t('help.values.name'), t('help.group'))
    .flag('from', t('help.values.from'), t('help.from'))
    .flag('delay', 's', t('help.delay'))
    .flag('commitEvery', 'n', t('help.commitEvery'))
    .flag('strict', undefined, t('help.strict'))
    .flag('unreadable', t('help.values.unreadable'), t('help.unreadable'))
    .flag('ledger', t('help.values.file'), t('help.ledger'))
    .flag('topic', t('help.values.name'), t('help.topic'))
    .flag('json', undefined, t('help.json'))
    .action(async (options, command) => (await import('./programs.js')).tracker(globalsOf(command), options))

  root
    .named('broker', t('help.values.options'), t('help.broker'))
    .addHelpText('after', `\n${brokerHelp}`)
    .flag('port', 'p', t('help.port'))
    .flag('data', t('help.values.folder'), t('help.data'))
    .flag('host', t('help.values.address'), t('help.host'))
    .flag('advertise', t('help.values.address'), t('help.advertise'))
    .flag('json', undefined, t('help.json'))
    .action(async (options) => (await import('./broker.js')).broker(options))

  root
    .named('doctor', t('help.values.options'), t('diagnostic:help.doctor'))
    .flag('log', t('help.values.file'), t('diagnostic:help.log'))
    .flag('try', undefined, t('diagnostic:help.try'))
    .flag('report', t('help.values.file'), t('diagnostic:help.report'))
    .flag('json', undefined, t('help.json'))
    .action(async (options, command) => (await import('./doctor.js')).doctor(globalsOf(command), options))

  // Last: the commands made before keep commander's own shape.
  root.configureHelp({ ...root.configureHelp(), formatHelp: formatFirstHelp })
  return root
}

function globalsOf(command: { optsWithGlobals(): Record<string, unknown> }): Globals {
  return globalsFrom(command.optsWithGlobals())
}
