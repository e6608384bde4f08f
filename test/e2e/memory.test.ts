// What guichet remembers of a learner, and how it speaks to them: place, language, colours; and to programs: JSON.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accepts } from '../support/accepts.js'
import { expectNothingLeft, guichet, type Look, newPlace, type Place, play, start } from './cli.js'
import { keepPortTaken } from './port-9092.js'

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

let place: Place
beforeEach(() => {
  place = newPlace()
})
afterEach(() => place.remove())

const progressFile = () => join(place.home, 'progress.json')
const saved = () => JSON.parse(readFileSync(progressFile(), 'utf8'))

/** Progress as a learner's earlier sittings left it. */
function remember(progress: object): void {
  mkdirSync(place.home, { recursive: true })
  writeFileSync(progressFile(), JSON.stringify({ version: 1, lessons: {}, ...progress }))
}

const DONE = {
  state: 'done',
  finishedAt: '2026-01-02T10:00:00.000Z',
  steps: { ferme: { kind: 'prediction', step: 'ferme', said: 'Elle attend.', shown: '1 lettre', right: true } },
}

/** Plays, waits for this, presses the keys one after the other as their turn is on view, and returns all that was written. */
async function sit(args: string[], turns: [RegExp, string][], look?: Look) {
  const terminal = play(place, args, look)
  try {
    for (const [see, key] of turns) {
      await terminal.waitFor(see)
      if (key.endsWith('\r')) terminal.type(key)
      else terminal.press(key)
    }
    const { code } = await terminal.exit
    return { code, written: terminal.written(), shown: terminal.history().replaceAll('\u00a0', ' ') }
  } finally {
    await terminal.kill()
  }
}

const FIRST_PAGE = /Entrée\s: commencer|Enter: begin/

describe('for programs', () => {
  it('lecons --json tells each lesson’s id, title, minutes and state', async () => {
    remember({ lessons: { '01-bureau-de-poste': DONE, '02-guichet': { state: 'started', steps: {} } } })
    const { code, stdout, stderr } = await guichet(place, ['lecons', '--json'])
    expect([code, stderr]).toEqual([0, ''])
    const lessons: Record<string, unknown>[] = JSON.parse(stdout)
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect(lessons.slice(0, 4)).toEqual([
      { id: '01-bureau-de-poste', title: 'Le bureau de poste', minutes: 4, state: 'done' },
      { id: '02-guichet', title: 'Le guichet et son casier', minutes: 4, state: 'started' },
      { id: '03-expediteur', title: 'L’expéditeur et son récépissé', minutes: 4, state: 'todo' },
      { id: '04-destinataire', title: 'Le destinataire', minutes: 6, state: 'todo' },
    ])
    expect((await guichet(place, ['lessons', '--json'])).stdout).toBe(stdout)
  })

  it('progres --json tells what was predicted, and when it was done', async () => {
    remember({ lessons: { '01-bureau-de-poste': DONE } })
    const { code, stdout, stderr } = await guichet(place, ['progres', '--json'])
    expect([code, stderr]).toEqual([0, ''])
    const [first, second] = JSON.parse(stdout)
    const counts = { predictions: 1, right: 1, finishedAt: DONE.finishedAt }
    expect(first).toEqual({ id: '01-bureau-de-poste', title: 'Le bureau de poste', state: 'done', ...counts })
    expect(second).toEqual({
      id: '02-guichet',
      title: 'Le guichet et son casier',
      state: 'todo',
      predictions: 0,
      right: 0,
    })
    expect((await guichet(place, ['progress', '--json'])).stdout).toBe(stdout)
  })

  it('etat --json is an object also when nothing runs', async () => {
    const { code, stdout } = await guichet(place, ['etat', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ running: null, letters: null })
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'bureau --json is one line once ready, and %s its ordinary end',
    async (signal) => {
      const office = start(place, ['bureau', '--json', '--port', '0'])
      await office.waitFor('\n')
      const ready = JSON.parse(office.stdout())
      expect(ready).toEqual({ event: 'ready', host: '127.0.0.1', port: expect.any(Number), pid: office.pid })
      expect(await accepts(ready.port)).toBe(true)
      const since = Date.now()
      office.signal(signal)
      const { code, stdout, stderr } = await office.ended
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout.split('\n')).toHaveLength(2)
      await expectNothingLeft(place, since, [ready.port])
    },
  )
})

describe.skipIf(process.platform === 'win32')('a learner’s place', () => {
  it('is the lesson they quit, from its first page', async () => {
    const first = await sit(
      [],
      [
        [/Bienvenue|Kafka est un bureau de poste/, 'Enter'],
        [/Leçon 1[\s\S]*Entrée\s: commencer/, 'p'],
        [/Leçon 2[\s\S]*Entrée\s: commencer/, 'Enter'],
        [/étape 1\/7[\s\S]*Entrée\s: lancer/, 'q'],
      ],
    )
    expect(first.code).toBe(0)
    expect(first.shown).toMatch(/^À bientôt\. Pour reprendre : (npm start|npx guichet|guichet)$/m)
    expect(saved().lessons).toMatchObject({
      '01-bureau-de-poste': { state: 'skipped' },
      '02-guichet': { state: 'started' },
    })

    const second = await sit(
      [],
      [
        [/Vous reprenez à la leçon 2, le guichet et son casier\./, 'Enter'],
        [FIRST_PAGE, 'q'],
      ],
    )
    expect(second.code).toBe(0)
    expect(second.shown).toContain('Leçon 2 · Le guichet et son casier')
    expect(second.shown).not.toContain('Leçon 1')
  })

  it('says where Enter leads at a lesson’s end: the next one in the course, nowhere for one alone', {
    timeout: 60_000,
  }, async () => {
    remember({ lessons: { '01-bureau-de-poste': DONE } })
    // Everything is skipped that can be.
    const through: [RegExp, string][] = [
      [FIRST_PAGE, 'Enter'],
      [/étape 1\/7[\s\S]*Entrée\s: lancer/, 'Enter'],
      [/étape 1\/7[\s\S]*Entrée\s: continuer/, 'Enter'],
      [/étape 2\/7[\s\S]*Entrée\s: continuer/, 'Enter'],
      [/a b c\s: répondre/, 'p'],
      [/étape 4\/7[\s\S]*Entrée\s: continuer/, 'Enter'],
      [/Question passée[\s\S]*Entrée\s: continuer/, 'Enter'],
      [/étape 6\/7[\s\S]*Entrée\s: envoyer/, 'Escape'],
      [/Une touche agit/, 'p'],
      [/Tâche passée[\s\S]*Entrée\s: continuer/, 'Enter'],
      [/Entrée\s: avec les outils de Kafka/, 'Enter'],
    ]
    const course = await sit(
      [],
      [
        [/Entrée\s: leçon 2, le guichet et son casier/, 'Enter'],
        ...through,
        [/Entrée\s: leçon 3, l’expéditeur et son récépissé/, 'Enter'],
        [/Leçon 3[\s\S]*Entrée\s: commencer/, 'q'],
      ],
    )
    expect(course.code).toBe(0)
    expect(saved().lessons['02-guichet']).toMatchObject({ state: 'done', steps: { phrase: { outcome: 'skipped' } } })
    const alone = await sit(['lecon', '2'], [...through, [/Entrée\s: terminer/, 'Enter']])
    expect(alone.code).toBe(0)
    await expectNothingLeft(place, Date.now())
  })

  it('is not lost when a lesson already done is looked at again', async () => {
    remember({ lessons: { '01-bureau-de-poste': DONE } })
    await sit(['lecon', '1'], [[FIRST_PAGE, 'p']])
    expect(saved().lessons['01-bureau-de-poste']).toEqual(DONE)
  })

  it('is forgotten by reinitialiser, once they have said so', async () => {
    const lessons = { '01-bureau-de-poste': DONE, '02-guichet': DONE }
    remember({ lessons })
    const no = await sit(['reinitialiser'], [[/Oublier toute votre progression\s\?/, 'n']])
    expect([no.code, saved().lessons]).toEqual([0, lessons])
    expect(no.shown).toContain('Rien n’a changé.')
    const stopped = await sit(['reinitialiser'], [[/Oublier toute votre progression\s\?/, 'C-c']])
    expect([stopped.code, saved().lessons]).toEqual([130, lessons])
    const one = await sit(['reinitialiser', '1'], [[/Oublier la leçon 1, Le bureau de poste\s\?/, 'o']])
    expect([one.code, saved().lessons]).toEqual([0, { '02-guichet': DONE }])
    const all = await sit(['reinitialiser'], [[/Oublier toute votre progression\s\?/, 'o']])
    expect([all.code, saved().lessons]).toEqual([0, {}])
  })
})

describe('reinitialiser without a terminal', () => {
  it('asks for --oui, and forgets nothing', async () => {
    remember({ lessons: { '01-bureau-de-poste': DONE } })
    const { code, stderr } = await guichet(place, ['reinitialiser'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^Sans terminal pour confirmer, ajoutez --oui\.$/m)
    expect(saved().lessons).toEqual({ '01-bureau-de-poste': DONE })
  })

  it.each([
    ['reinitialiser', '2', '--oui'],
    ['reset', '2', '--yes'],
    ['reset', '--oui', '2'],
  ])('forgets with %s %s %s', async (...args) => {
    remember({ lessons: { '01-bureau-de-poste': DONE, '02-guichet': DONE }, language: 'fr' })
    expect((await guichet(place, args)).code).toBe(0)
    expect(saved()).toEqual({ version: 1, language: 'fr', lessons: { '01-bureau-de-poste': DONE } })
    expect((await guichet(place, ['reinitialiser', '--oui'])).code).toBe(0)
    expect(saved()).toEqual({ version: 1, language: 'fr', lessons: {} })
  })
})

describe('the language', () => {
  const speaks = async (env: Record<string, string | undefined>, ...flags: string[]) =>
    /à faire/.test((await guichet(place, ['lecons', ...flags], { env })).stdout) ? 'fr' : 'en'

  it.each([
    ['French where nothing says otherwise', {}, 'fr'],
    ['French where the machine speaks another', { LANG: 'de_DE.UTF-8' }, 'fr'],
    ['English where LANG names it', { LANG: 'en_US.UTF-8' }, 'en'],
    ['LC_ALL’s before LANG’s', { LC_ALL: 'en_GB.UTF-8', LANG: 'fr_FR.UTF-8' }, 'en'],
    ['LC_MESSAGES’ before LANG’s', { LC_MESSAGES: 'fr_FR.UTF-8', LANG: 'en_US.UTF-8' }, 'fr'],
  ])('is %s', async (_which, env, lang) => {
    expect(await speaks({ LANG: undefined, ...env })).toBe(lang)
  })

  it('is the learner’s choice before the machine’s, and --lang before both', async () => {
    remember({ language: 'en' })
    expect(await speaks({ LANG: 'fr_FR.UTF-8' })).toBe('en')
    expect(await speaks({ LANG: 'fr_FR.UTF-8' }, '--lang', 'fr')).toBe('fr')
    expect(await speaks({ LANG: 'fr_FR.UTF-8' }, '--lang=fr')).toBe('fr')
    // A program that asks in one language chooses nothing for the learner.
    expect(saved().language).toBe('en')
  })

  it.skipIf(process.platform === 'win32')('is chosen by playing in it', async () => {
    const { shown } = await sit(['lecon', '1', '--lang', 'en'], [[FIRST_PAGE, 'q']])
    expect(shown).toContain('Lesson 1 · ')
    expect(shown).toMatch(/^See you soon\. To resume: .+lesson 1$/m)
    expect(await speaks({ LANG: 'fr_FR.UTF-8' })).toBe('en')
    await sit(['lecon', '1', '--lang', 'fr'], [[FIRST_PAGE, 'q']])
    expect(await speaks({ LANG: 'en_US.UTF-8' })).toBe('fr')
  })
})

/** A colour or a style, and not a mere return to none. */
const COLOUR = /\x1b\[(?!0?m|22m|39m|49m)[\d;]+m/

describe('colours', () => {
  it.skipIf(process.platform === 'win32').each([
    ['are there in a terminal', [], {}, true],
    ['are there with an empty NO_COLOR', [], { NO_COLOR: '' }, true],
    ['are not with NO_COLOR', [], { NO_COLOR: '1' }, false],
    ['are not with NO_COLOR, whatever FORCE_COLOR says', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['are not with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['are not with --no-color', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ] as const)('%s', async (_where, flags, env, coloured) => {
    const { code, written } = await sit(['lecon', '1', ...flags], [[FIRST_PAGE, 'q']], { env })
    expect(code).toBe(0)
    expect(COLOUR.test(written)).toBe(coloured)
  })

  it.each([
    ['are not in a pipe', [], {}, false],
    ['are in a pipe with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['are not in a pipe with CI', [], { CI: 'true' }, false],
    ['are not in a pipe with --no-color and FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ] as const)('%s', async (_where, flags, env, coloured) => {
    const lesson = start(place, ['lecon', '3', '--auto', ...flags], { env })
    await lesson.waitFor('étape 1/7')
    lesson.signal('SIGINT')
    const { code, stdout } = await lesson.ended
    expect(code).toBe(130)
    expect(COLOUR.test(stdout)).toBe(coloured)
  })

  it.skipIf(process.platform === 'win32')('nor any move of the cursor on a terminal that can do neither', async () => {
    const { code, written, shown } = await sit(
      ['lecon', '1'],
      [
        [/Entrée\s: commencer/, 'Enter'],
        [/étape 1 sur 6[\s\S]*Entrée\s: continuer/, 'q\r'],
      ],
      { env: { TERM: 'dumb' } },
    )
    expect(written.replace('\x1b[?25h', '')).not.toContain('\x1b')
    expect(shown).not.toMatch(/[│◆◇└]/)
    expect(code).toBe(0)
  })
})

it('what is remembered is written by playing only', async () => {
  for (const args of [['lecons'], ['progres'], ['etat'], ['arreter'], ['lecons', '--lang', 'en']])
    await guichet(place, args)
  expect(existsSync(progressFile())).toBe(false)
})
