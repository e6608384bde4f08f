// The screen in a real terminal: a pseudo-terminal, a program of its own, keys pressed as a person would.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bundleFixture } from '../support/bundle.js'
import { openTerminal, type Terminal, type TerminalOptions } from '../support/terminal.js'

let tour: Awaited<ReturnType<typeof bundleFixture>>
let terminal: Terminal | undefined

beforeAll(async () => {
  tour = await bundleFixture('test/e2e/fixtures/tour.ts')
})
afterEach(async () => {
  await terminal?.kill()
})
afterAll(() => tour.remove())

function play(args: string[], options: TerminalOptions = {}): Terminal {
  // The shell says what is left of the terminal once the program has ended.
  const command = `trap : INT; "$0" "$@"; echo "exit $?"; stty -a | grep -o -- '-\\?icanon\\|-\\?echo ' | tr '\\n' ' '; echo; read -r rest`
  terminal = openTerminal('sh', ['-c', command, process.execPath, tour.file, ...args], options)
  return terminal
}

describe.skipIf(process.platform === 'win32')('in a real terminal', () => {
  it('plays from a story to its recap', async () => {
    const t = play([], { env: { TOUR_PACE: '20' } })
    await t.waitFor('Entrée\u00a0: continuer')
    t.press('Enter')
    await t.waitFor('a b c\u00a0: répondre')
    t.press('i')
    await t.waitFor('Indice 1 sur 3')
    t.press('b')
    await t.waitFor('En direct')
    await t.waitFor(/Entrée\u00a0: continuer/)
    t.press('Enter')
    await t.waitFor('d\u00a0: lara poste une lettre')
    for (const letters of [1, 2, 3]) {
      t.press('d')
      await t.waitFor(`gardées ${letters}`)
    }
    t.press('Enter')
    await t.waitFor('Votre phrase')
    t.type('quelle pluie')
    await t.waitFor('quelle pluie')
    t.press('Escape')
    await t.waitFor('Échap\u00a0: fermer')
    t.press('p')
    await t.waitFor('Effacer votre progression')
    t.press('n')
    await t.waitFor('leçon 5, le marque-page')
    t.press('Enter')
    await t.waitFor('exit 0')
    const all = t.history()
    expect(all).toContain('Vous\u00a0: Les cinq, dans l’ordre des numéros.')
    expect(all).toContain('Tâche réussie.')
    expect(all).toMatch(/^kafka-console-consumer\.sh --bootstrap-server localhost:9092 \\$/m)
    // What was asked is past; nothing of a footer or a menu is left behind.
    expect(all).not.toMatch(/◆|└|Une touche agit/)
  })

  it.each(['story', 'question', 'run', 'task', 'field', 'confirm'])(
    'gives the terminal back on Ctrl-C: %s',
    async (part) => {
      const t = play([part])
      await t.waitFor('└')
      t.press('C-c')
      const shown = await t.waitFor('exit 130')
      await t.waitFor('icanon')
      expect(shown).toContain('Interrompu.')
      expect(t.screen()).toMatch(/^icanon echo$/m)
      expect(t.cursorShown()).toBe(true)
    },
  )

  it('ends with the program when the terminal goes away', async () => {
    const t = openTerminal(process.execPath, [tour.file, 'question'])
    terminal = t
    await t.waitFor('└')
    process.kill(t.pid, 'SIGHUP')
    expect(await t.exit).toMatchObject({ signal: 1 })
  })

  it('does not corrupt what is above when resized 80 → 44 → 80 while lines come', async () => {
    const t = play(['story', 'run'], { env: { TOUR_PACE: '150' } })
    await t.waitFor('└')
    const wide = t.screen()
    t.resize(44, 24)
    await t.waitFor('r relire\n   q quitter')
    t.resize(80, 24)
    await t.waitFor((screen) => screen === wide)
    t.press('Enter')
    await t.waitFor('lit n° 0')
    t.resize(44, 24)
    await t.waitFor(/lit n° 2 · 3 × enveloppe/)
    t.resize(80, 24)
    await t.waitFor('Entrée\u00a0: continuer')
    t.press('Enter')
    await t.waitFor('exit 0')
    expect(
      `\n${
        t
          .history()
          .replace(/\d+\u00a0s$/m, '0\u00a0s')
          .split('exit')[0]
      }`,
    ).toMatchInlineSnapshot(`
      "
      ◇  Le destinataire arrive                                              étape 1/6
      │
      │  Son équipe s’appelle order-tracker. Le signe ▲ est son marque-page : il se
      │  tient devant la prochaine lettre à lire.
      │
      ◇  En direct · src/tracker.ts, équipe order-tracker              étape 3/6 · 0 s
      │
      │  tracker   s’abonne au guichet orders
      │  tracker   lit n° 0   casier 0   2 × carnet       de lara   7c10…
      │  tracker   lit n° 1   casier 0   1 × stylo bille  de lara   7c11…
      │  tracker   lit n° 2   casier 0   3 × enveloppe    de lara   7c12…
      │  tracker   lit n° 3   casier 0   1 × timbre       de lara   7c13…
      │  tracker   lit n° 4   casier 0   5 × trombone     de lara   7c14…
      │
      │  guichet orders                                        lu au bureau à 10:42:09
      │  casier 0  [0][1][2][3][4]▲               gardées 5 · marque-page 5 · retard 0
      │  ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      "
    `)
  })

  it('shows the screens of a small terminal without losing their heading', async () => {
    const t = play(['run'], { columns: 40, rows: 12, env: { TOUR_PACE: '20' } })
    await t.waitFor('Entrée continuer')
    expect(t.screen()).toContain('◆  En direct')
    t.press('Enter')
    await t.waitFor('exit 0')
  })

  it('writes no colour with NO_COLOR, and some without', async () => {
    const plain = play(['story'], { env: { NO_COLOR: '1' } })
    await plain.waitFor('└')
    expect(plain.written()).not.toMatch(/\x1b\[\d*(;\d+)*m/)
    await plain.kill()
    const coloured = play(['story'])
    await coloured.waitFor('└')
    expect(coloured.written()).toMatch(/\x1b\[32m◆/)
  })

  it('is line by line with --simple, and answers lines', async () => {
    const t = play(['question', '--simple'], { rows: 40 })
    await t.waitFor('Réponse, puis Entrée')
    t.type('b\r')
    await t.waitFor('exit 0')
    expect(t.written()).not.toContain('\x1b')
    expect(t.screen()).toMatch(/p pour passer\. b\n/)
  })

  it('is interrupted with --simple too', async () => {
    const t = play(['question', '--simple'])
    await t.waitFor('Réponse, puis Entrée')
    t.press('C-c')
    await t.waitFor('exit 130')
  })
})
