// What goes wrong, and what is said of it: one clear sentence, the right exit code, nothing left behind.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  expectNoTrace,
  expectNothingLeft,
  guichet,
  newPlace,
  type Outcome,
  openServer,
  type Place,
  play,
  start,
} from './cli.js'
import { keepPortTaken } from './port-9092.js'

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

const NOBODY = 65534

let place: Place
beforeEach(() => {
  place = newPlace()
})
afterEach(() => place.remove())

/** Holds that it ended with this code and this sentence on stderr, shown no trace of its insides, and left nothing. */
async function expectFault(outcome: Outcome, code: number, sentence: string): Promise<void> {
  // Its no-break spaces are spaces here.
  expect(outcome.stderr.replaceAll('\u00a0', ' ')).toContain(sentence)
  expectNoTrace(outcome.stdout + outcome.stderr)
  expect(outcome.code).toBe(code)
  await expectNothingLeft(place, Date.now())
}

describe('a command line that makes no sense', () => {
  it.each([
    [['demarer'], 'Commande inconnue : demarer. Vouliez-vous dire demarrer ?'],
    [['xyz'], 'Commande inconnue : xyz.'],
    [['lecon', '99'], 'Leçon inconnue : « 99 ». Les leçons vont de 1 à '],
    [['lecon'], 'La commande est incomplète : npm start -- lecon <n|nom>'],
    [['lecon', '1', '2'], 'En trop sur la ligne : 2.'],
    [['--auto', '77'], 'Leçon inconnue : « 77 ».'],
    [['lecon', '1', '--atuo'], 'Option inconnue : --atuo. Vouliez-vous dire --auto ?'],
    [['--couleur'], 'Option inconnue : --couleur.'],
    [['--lang', 'de'], 'Langue inconnue : « de ». Écrivez --lang fr ou --lang en.'],
    [['lecons', '--lang'], 'Il manque une valeur après --lang.'],
    [['expediteur', '--nombre', 'trois'], '--nombre attend un nombre, 1 au moins, et non « trois ».'],
    [['expediteur', '--nombre'], 'Il manque une valeur après --nombre.'],
    [['destinataire', '--depuis', 'milieu'], 'Départ inconnu : « milieu ». Écrivez --depuis debut ou --depuis fin.'],
    [['bureau', '--port', '99999'], '« 99999 » n’est pas un port : un nombre de 0 à 65535.'],
    [['reinitialiser', '99'], 'Leçon inconnue : « 99 ».'],
    [['lecon', '3', '--bureau', 'ici'], 'Bureau inconnu : « ici ». Après --bureau, écrivez embarque'],
    ...['lecon 3', 'demarrer', 'expediteur', 'destinataire'].map((command): [string[], string] => [
      [...command.split(' '), '--bureau', 'localhost:99999'],
      '« localhost:99999 » n’est pas une adresse de bureau : écrivez hôte:port, par exemple localhost:9092.',
    ]),
  ])('%j', async (args, sentence) => {
    const outcome = await guichet(place, args)
    await expectFault(outcome, 2, sentence)
    expect(outcome.stderr).toMatch(/Voir\s: .*--help\n$/)
  })

  it('is said in English to those who speak it', async () => {
    const outcome = await guichet(place, ['strat', '--lang', 'en'])
    await expectFault(outcome, 2, 'Unknown command: strat. Did you mean start?')
  })
})

it.each([
  [['--help'], 'Usage : npm start -- [commande] [options]'],
  [['lecon', '--help'], 'Usage : npm start -- lecon <n|nom>'],
  [['lesson', '--help', '--lang', 'en'], 'Usage: npm start -- lesson <n|name>'],
])('%j is no fault', async (args, usage) => {
  const { code, stdout, stderr } = await guichet(place, args)
  expect(stdout.replaceAll('\u00a0', ' ')).toContain(usage)
  expect(stderr).toBe('')
  expect(code).toBe(0)
})

it.each(['fr', 'en'])('the first help, in %j, fits a screen of 80 by 24 with its prompt', async (lang) => {
  const lines = (await guichet(place, ['--help', '--lang', lang])).stdout.trimEnd().split('\n')
  expect(lines.length).toBeLessThan(24)
  expect(lines.filter((line) => line.length > 80)).toEqual([])
})

describe('an address where there is no office', () => {
  const AT = ['lecon 3', 'demarrer', 'expediteur', 'destinataire']

  it.each(AT.slice(0, 2))('%s, where nothing answers', async (command) => {
    const outcome = await guichet(place, [...command.split(' '), '--bureau', '127.0.0.1:1'])
    await expectFault(
      outcome,
      1,
      'Personne ne répond à l’adresse 127.0.0.1:1. Est-elle juste, et le bureau est-il ouvert ?',
    )
  })

  it.each(AT.slice(2))('%s waits for it to open, and says so', async (command) => {
    const program = start(place, [command, '--bureau', '127.0.0.1:1'])
    await program.waitFor(/127\.0\.0\.1:1\)? ne répond pas\s: nouvel essai…/)
    const since = Date.now()
    program.signal('SIGINT')
    const outcome = await program.ended
    expect(outcome.code).toBe(130)
    expectNoTrace(outcome.stdout + outcome.stderr)
    await expectNothingLeft(place, since)
  })

  it.each(AT)('%s, where something answers that is not Kafka', async (command) => {
    const server = await openServer(0, 'HTTP/1.1 400 Bad Request\r\n\r\n')
    const address = `127.0.0.1:${server.port}`
    const outcome = await guichet(place, [...command.split(' '), '--bureau', address])
    await server.close()
    await expectFault(outcome, 1, `Ce qui répond à l’adresse ${address} n’est pas Kafka.`)
  })

  it('where something listens and says nothing', async () => {
    const server = await openServer(0)
    const outcome = await guichet(place, ['lecon', '3', '--bureau', `127.0.0.1:${server.port}`])
    await server.close()
    await expectFault(outcome, 1, 'n’est pas Kafka')
  })
})

describe('a state folder that cannot be written', () => {
  const SENTENCE =
    'ne peut pas servir : ce n’est pas un dossier. Rendez-le accessible, ou désignez-en un autre par la variable GUICHET_HOME.'

  it.skipIf(process.platform === 'win32')('is said once by the course, which goes on', async () => {
    writeFileSync(place.home, 'a file in its place')
    const terminal = play(place, ['lecon', '4'])
    await terminal.waitFor(/Entrée\s: commencer/)
    terminal.press('Enter')
    await terminal.waitFor(/étape 1\/\d[\s\S]*Entrée\s: continuer/)
    terminal.press('q')
    expect((await terminal.exit).code).toBe(0)
    const shown = terminal.history().replaceAll('\u00a0', ' ').replace(/\n│ +/g, ' ')
    expect(shown.split('ne peut pas servir')).toHaveLength(2)
    expect(shown).toMatch(/GUICHET_HOME\. Les leçons se jouent.*gardée\.\n│\n◇ {2}Leçon 4/)
    expect(shown).toContain('Les leçons se jouent quand même, mais votre progression ne sera pas gardée.')
    expectNoTrace(shown)
    await terminal.kill()
    await expectNothingLeft(place, Date.now())
  })

  it.each([['demarrer'], ['reinitialiser', '--oui']])('stops %s %s', async (...args) => {
    writeFileSync(place.home, 'a file in its place')
    await expectFault(await guichet(place, args), 1, SENTENCE)
    expect(readdirSync(place.here)).toEqual([])
  })

  it.each(['lecons', 'progres', 'etat', 'arreter'])('is nothing to %s', async (command) => {
    writeFileSync(place.home, 'a file in its place')
    const { code, stderr } = await guichet(place, [command])
    expect(code).toBe(0)
    expectNoTrace(stderr)
  })

  it.skipIf(process.platform === 'win32')('is said to whoever may only read it', async () => {
    mkdirSync(place.home)
    chmodSync(place.home, 0o555)
    // Nothing is closed to root: nobody takes its place.
    const uid = process.getuid?.() === 0 ? NOBODY : undefined
    await expectFault(await start(place, ['reinitialiser', '--oui'], { uid }).ended, 1, 'l’accès est refusé')
  })
})

describe('a damaged progress file', () => {
  it.each([
    ['cut in the middle', '{"version":1,"lessons":{"01-bureau-de-po'],
    ['of another shape', '{"version":1,"lessons":{"01-bureau-de-poste":{"state":"rêvée","steps":{}}}}'],
    ['that is no progress at all', 'null'],
  ])('%s is set aside, untouched, and said', async (_how, text) => {
    mkdirSync(place.home)
    writeFileSync(join(place.home, 'progress.json'), text)
    const outcome = await guichet(place, ['progres'])
    expect(outcome.code).toBe(0)
    const aside = outcome.stderr.match(/mis de côté, intact\s: (.+\.json)\. Vous repartez d’une page blanche\./)?.[1]
    expect(readFileSync(aside!, 'utf8')).toBe(text)
    // Said once: what is there now is whole.
    expect((await guichet(place, ['reinitialiser', '--oui'])).stderr).toBe('')
    expect((await guichet(place, ['progres'])).stderr).not.toContain('mis de côté')
    expect(readFileSync(aside!, 'utf8')).toBe(text)
  })

  it.skipIf(process.platform === 'win32')('is said on the page of who plays, and spoils nothing of it', async () => {
    mkdirSync(place.home)
    writeFileSync(join(place.home, 'progress.json'), 'half of i')
    const terminal = play(place, ['lecon', '4'])
    await terminal.waitFor(/Entrée\s: commencer/)
    terminal.press('q')
    expect((await terminal.exit).code).toBe(0)
    const shown = terminal.history().replaceAll('\u00a0', ' ').replace(/\n│ +/g, ' ')
    expect(shown).toContain('Le fichier de progression était abîmé. Il est mis de côté, intact')
    expect(shown).toMatch(/d’une page blanche\.\n│\n◇ {2}Leçon 4 · Le destinataire\n│ Un destinataire arrive/)
    await terminal.kill()
  })
})

describe('an office in the foreground that cannot open', () => {
  it('on an address of another machine', async () => {
    const outcome = await guichet(place, ['bureau', '--port', '0', '--hote', '203.0.113.1'])
    await expectFault(outcome, 1, 'L’adresse 203.0.113.1 n’est pas une adresse de cette machine.')
  })

  it('in a file', async () => {
    const file = join(place.here, 'file')
    writeFileSync(file, '')
    const outcome = await guichet(place, ['bureau', '--port', '0', '--donnees', file])
    await expectFault(outcome, 1, `Impossible d’écrire dans ${file} : ce n’est pas un dossier.`)
  })

  it('in the folder of another', async () => {
    const data = join(place.here, 'data')
    const first = start(place, ['bureau', '--port', '0', '--donnees', data, '--json'])
    await first.waitFor('"ready"')
    const outcome = await guichet(place, ['bureau', '--port', '0', '--donnees', data])
    expect(outcome.code).toBe(1)
    expect(outcome.stderr).toBe(`Un autre bureau travaille déjà dans ${data}. Arrêtez-le d’abord.\n`)
    first.signal('SIGTERM')
    expect((await first.ended).code).toBe(0)
  })
})

describe('without a terminal', () => {
  it('a lesson plays itself, says so, and exits 0', { timeout: 60_000 }, async () => {
    const { code, stdout, stderr } = await guichet(place, ['lecon', '4'])
    expect(code).toBe(0)
    expect(stderr.split('\n')[0]).toMatch(/^Pas de terminal ici\s: le cours se joue seul, sans questions \(--auto\)\.$/)
    expect(stderr.trim().split('\n').slice(1)).toEqual([expect.stringContaining('Le port 9092 est occupé par')])
    expect(stdout).toMatch(/Leçon 4[\s\S]*Prédiction juste\.[\s\S]*Tâche réussie\.[\s\S]*À retenir/)
    expectNoTrace(stdout)
    // Not the learner's doing: it is not recorded.
    expect(existsSync(join(place.home, 'progress.json'))).toBe(false)
    await expectNothingLeft(place, Date.now())
  })

  it('a reader that leaves, as head does, ends it without a word', async () => {
    const lesson = start(place, ['lecon', '3', '--auto'])
    await lesson.waitFor('récépissé guichet')
    lesson.closeOutput()
    const since = Date.now()
    const { code, stderr } = await lesson.ended
    expect(code).toBe(0)
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('Le port 9092 est occupé par')])
    // lara posts every two seconds: the next line is the first to find nobody.
    await expectNothingLeft(place, since + 2500)
  })
})

it.skipIf(process.platform === 'win32')(
  'two guichets at once both play, and neither forgets what the other did',
  async () => {
    const terminals = ['2', '4'].map((lesson) => play(place, ['lecon', lesson]))
    await Promise.all(
      terminals.map(async (terminal) => {
        await terminal.waitFor(/Entrée\s: commencer/)
        terminal.press('Enter')
        await terminal.waitFor(/étape 1\/\d[\s\S]*Entrée\s: (?:lancer|continuer)/)
        terminal.press('q')
        expect((await terminal.exit).code).toBe(0)
        await terminal.kill()
      }),
    )
    const lessons: { state: string }[] = JSON.parse((await guichet(place, ['lecons', '--json'])).stdout)
    expect(lessons.slice(0, 4).map(({ state }) => state)).toEqual(['todo', 'started', 'todo', 'started'])
    await expectNothingLeft(place, Date.now())
  },
)
