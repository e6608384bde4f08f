// Every command and flag there is, French and English; what each does is in its own file, loaded when it runs.
import { t } from '../i18n/index.js'
import { type GuichetCommand, PLAY, GuichetCommand as Root } from './command.js'
import { formatFirstHelp, SECURITY_GROUP } from './first-help.js'
import { type Globals, globalsFrom } from './globals.js'

const FLAGS = {
  auto: { fr: 'auto', en: 'auto' },
  json: { fr: 'json', en: 'json' },
  office: { fr: 'bureau', en: 'office' },
  tls: { fr: 'tls', en: 'tls' },
  ca: { fr: 'ca', en: 'ca' },
  cert: { fr: 'certificat', en: 'cert' },
  clientKey: { fr: 'cle', en: 'client-key' },
  sasl: { fr: 'sasl', en: 'sasl' },
  user: { fr: 'utilisateur', en: 'user' },
  lang: { fr: 'lang', en: 'lang' },
  simple: { fr: 'simple', en: 'simple' },
  name: { fr: 'nom', en: 'name' },
  interval: { fr: 'intervalle', en: 'interval' },
  count: { fr: 'nombre', en: 'count' },
  key: { fr: 'code-de-tri', en: 'key' },
  letter: { fr: 'lettre', en: 'letter' },
  topic: { fr: 'guichet', en: 'topic' },
  group: { fr: 'equipe', en: 'group' },
  from: { fr: 'depuis', en: 'from' },
  delay: { fr: 'delai', en: 'delay' },
  acks: { fr: 'acks', en: 'acks' },
  commitEvery: { fr: 'marque-page', en: 'commit-every' },
  strict: { fr: 'strict', en: 'strict' },
  unreadable: { fr: 'illisible', en: 'unreadable' },
  ledger: { fr: 'registre', en: 'ledger' },
  port: { fr: 'port', en: 'port' },
  data: { fr: 'donnees', en: 'data' },
  host: { fr: 'hote', en: 'host' },
  advertise: { fr: 'annonce', en: 'advertise' },
  yes: { fr: 'oui', en: 'yes' },
  log: { fr: 'journal', en: 'log' },
  try: { fr: 'essai', en: 'try' },
  report: { fr: 'rapport', en: 'report' },
  export: { fr: 'export', en: 'export' },
} as const

export function buildCommands(version: string, brokerHelp = ''): GuichetCommand {
  const root = new Root('guichet')
  root
    .description(t('help.guichet'))
    .version(version, '-V, --version', t('help.version'))
    .flag(FLAGS.office, t('help.values.office'), t('help.office'))
    .flag(FLAGS.lang, 'fr|en', t('help.lang'))
    .flag(FLAGS.simple, undefined, t('help.simple'))
    .option('--no-color', t('help.noColor'))
    .optionsGroup(SECURITY_GROUP)
    .flag(FLAGS.tls, undefined, t('help.tls'))
    .flag(FLAGS.ca, t('help.values.file'), t('help.ca'))
    .flag(FLAGS.cert, t('help.values.file'), t('help.cert'))
    .flag(FLAGS.clientKey, t('help.values.file'), t('help.clientKey'))
    .flag(FLAGS.sasl, t('help.values.mechanism'), t('help.sasl'))
    .flag(FLAGS.user, t('help.values.name'), t('help.user'))

  root
    .command(PLAY, { isDefault: true, hidden: true })
    .option(`--auto [${t('help.values.lessons')}]`, t('help.auto'))
    .action(async (options, command) => (await import('./play.js')).play(globalsOf(command), options.auto))

  root.commandsGroup(t('help.groups.learn'))
  root
    .twin({ fr: 'lecons', en: 'lessons' }, '[--json]', t('help.lessons'))
    .flag(FLAGS.json, undefined, t('help.json'))
    .action(async (options, command) => (await import('./lessons.js')).lessons(globalsOf(command), options))

  root
    .twin({ fr: 'lecon', en: 'lesson' }, t('help.values.lesson'), t('help.lesson'))
    .argument(t('help.values.lesson'))
    .flag(FLAGS.auto, undefined, t('help.auto'))
    .action(async (wanted, options, command) =>
      (await import('./play.js')).playOne(globalsOf(command), wanted, options),
    )

  root
    .twin({ fr: 'revision', en: 'review' }, '[--auto]', t('help.revision'))
    .flag(FLAGS.auto, undefined, t('help.auto'))
    .action(async (options, command) => (await import('./revision.js')).revision(globalsOf(command), options))
  root
    .twin({ fr: 'progres', en: 'progress' }, t('help.values.progress'), t('help.progress'))
    .flag(FLAGS.json, undefined, t('help.json'))
    .flag(FLAGS.export, t('help.values.file'), t('help.export'))
    .action(async (options, command) => (await import('./progress.js')).progress(globalsOf(command), options))
  root
    .twin({ fr: 'reinitialiser', en: 'reset' }, t('help.values.reset'), t('help.reset'))
    .argument(`[${t('help.values.number')}]`)
    .flag(FLAGS.yes, undefined, t('help.yes'))
    .action(async (wanted, options, command) => (await import('./reset.js')).reset(globalsOf(command), wanted, options))

  root.commandsGroup(t('help.groups.practise'))
  root
    .twin({ fr: 'demarrer', en: 'start' }, '', t('help.start'))
    .action(async (_options, command) => (await import('./start.js')).start(globalsOf(command)))
  root.twin({ fr: 'arreter', en: 'stop' }, '', t('help.stop')).action(async () => (await import('./stop.js')).stop())
  root
    .twin({ fr: 'etat', en: 'status' }, '[--json]', t('help.status'))
    .flag(FLAGS.json, undefined, t('help.json'))
    .action(async (options, command) => (await import('./status.js')).status(globalsOf(command), options))

  root
    .twin({ fr: 'expediteur', en: 'producer' }, t('help.values.options'), t('help.producer'))
    .flag(FLAGS.name, t('help.values.name'), t('help.name'))
    .flag(FLAGS.interval, 's', t('help.interval'))
    .flag(FLAGS.count, 'n', t('help.count'))
    .flag(FLAGS.key, t('help.values.key'), t('help.key'))
    .flag(FLAGS.letter, t('help.values.text'), t('help.letter'))
    .flag(FLAGS.acks, '0|1|all', t('help.acks'))
    .flag(FLAGS.topic, t('help.values.name'), t('help.topic'))
    .flag(FLAGS.json, undefined, t('help.json'))
    .action(async (options, command) => (await import('./programs.js')).producer(globalsOf(command), options))
  root
    .twin({ fr: 'destinataire', en: 'tracker' }, t('help.values.options'), t('help.tracker'))
    .flag(FLAGS.name, t('help.values.name'), t('help.name'))
    .flag(FLAGS.group, t('help.values.name'), t('help.group'))
    .flag(FLAGS.from, t('help.values.from'), t('help.from'))
    .flag(FLAGS.delay, 's', t('help.delay'))
    .flag(FLAGS.commitEvery, 'n', t('help.commitEvery'))
    .flag(FLAGS.strict, undefined, t('help.strict'))
    .flag(FLAGS.unreadable, t('help.values.unreadable'), t('help.unreadable'))
    .flag(FLAGS.ledger, t('help.values.file'), t('help.ledger'))
    .flag(FLAGS.topic, t('help.values.name'), t('help.topic'))
    .flag(FLAGS.json, undefined, t('help.json'))
    .action(async (options, command) => (await import('./programs.js')).tracker(globalsOf(command), options))

  root
    .twin({ fr: 'bureau', en: 'broker' }, t('help.values.options'), t('help.broker'))
    .addHelpText('after', `\n${brokerHelp}`)
    .flag(FLAGS.port, 'p', t('help.port'))
    .flag(FLAGS.data, t('help.values.folder'), t('help.data'))
    .flag(FLAGS.host, t('help.values.address'), t('help.host'))
    .flag(FLAGS.advertise, t('help.values.address'), t('help.advertise'))
    .flag(FLAGS.json, undefined, t('help.json'))
    .action(async (options) => (await import('./broker.js')).broker(options))

  root
    .twin({ fr: 'diagnostic', en: 'doctor' }, t('help.values.options'), t('diagnostic:help.doctor'))
    .flag(FLAGS.log, t('help.values.file'), t('diagnostic:help.log'))
    .flag(FLAGS.try, undefined, t('diagnostic:help.try'))
    .flag(FLAGS.report, t('help.values.file'), t('diagnostic:help.report'))
    .flag(FLAGS.json, undefined, t('help.json'))
    .action(async (options, command) => (await import('./doctor.js')).doctor(globalsOf(command), options))

  // Last: the commands made before keep commander's own shape.
  root.configureHelp({ ...root.configureHelp(), formatHelp: formatFirstHelp })
  return root
}

function globalsOf(command: { optsWithGlobals(): Record<string, unknown> }): Globals {
  return globalsFrom(command.optsWithGlobals())
}
