import { describe, expect, it } from 'vitest'
import { Interrupted } from '../../../src/screen/screen.js'
import { counter } from '../support.js'
import { line, open, question, story } from './open-screen.js'

describe('the screen', () => {
  it('goes from one thing to the next in one scroll', async () => {
    const { terminal, screen } = open()
    screen.print([...story])
    const move = screen.pause('continuer')
    await terminal.shows('Entrée\u00a0: continuer')
    terminal.press('Enter')
    expect(await move).toBe('next')
    const answer = screen.ask(question)
    await terminal.shows('a b')
    terminal.press('i')
    await terminal.shows('Regardez le casier.')
    terminal.press('b')
    expect(await answer).toEqual({ choice: 'all' })
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' } })
    live.line(line(0))
    live.picture([counter([{ end: 1, bookmark: 1 }])])
    await terminal.shows('gardées 1')
    live.end()
    screen.print([{ kind: 'prose', text: 'Voilà.' }])
    expect(`\n${(await terminal.history()).replace(/\d+\u00a0s/, '0\u00a0s')}\n`).toMatchInlineSnapshot(`
      "
      ◇  Le destinataire                                                     étape 1/6
      │
      │  Une équipe arrive après tout le monde. Que lit-elle, et que reste-t-il après
      │  elle au casier ?
      │
      ◇  Combien ?                                                           étape 2/6
      │
      │  Cinq lettres attendent.
      │  Vous : Toutes.
      │
      ◇  En direct                                                                 0 s
      │
      │  tracker   lit n° 0
      │
      │  guichet orders                                        lu au bureau à 10:42:09
      │  casier 0  [0]▲                           gardées 1 · marque-page 1 · retard 0
      │  ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      │
      │  Voilà.
      "
    `)
  })

  it('asks yes or no with the language’s letters', async () => {
    const { terminal, screen } = open()
    const yes = screen.confirm('Effacer votre progression ?')
    await terminal.shows('o\u00a0: oui    n\u00a0: non')
    terminal.press('Enter', 'o')
    expect(await yes).toBe(true)
    const no = screen.confirm('Effacer ?')
    terminal.press('Escape')
    expect(await no).toBe(false)
  })

  it('prints after the live view what is printed during it', async () => {
    const { terminal, screen } = open()
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' } })
    screen.print([{ kind: 'prose', text: 'Après.' }])
    live.line(line(0))
    await terminal.shows('lit n° 0')
    expect(await terminal.history()).not.toContain('Après.')
    live.end()
    expect(await terminal.history()).toMatch(/lit n° 0[\s\S]*Après\./)
  })

  it('prints a command above the frame, whole, so that it can be copied', async () => {
    const { terminal, screen } = open(60)
    const command = `guichet expediteur --nom lara --guichet orders --nombre 3 ${'x'.repeat(40)}`
    const live = screen.live({
      heading: { kind: 'heading', glyph: 'now', title: 'À vous' },
      body: [{ kind: 'command', caption: '', lines: [command] }],
    })
    live.status('rien encore')
    await terminal.shows('rien encore')
    expect(terminal.written).toContain(`${command}\n`)
    live.end()
  })

  it('leaves all of a live view behind, even where it is higher than the terminal', async () => {
    const { terminal, screen } = open(40, 14)
    const text = 'Une consigne qui prend beaucoup de place. '.repeat(8)
    const live = screen.live({
      heading: { kind: 'heading', glyph: 'now', title: 'À vous' },
      body: [{ kind: 'prose', text }],
    })
    for (let n = 0; n < 6; n++) live.line(line(n))
    live.picture([counter([{ end: 1, bookmark: 1 }])])
    await terminal.shows('lit n° 5')
    live.end()
    screen.print([{ kind: 'prose', text: 'Après.' }])
    const shown = await terminal.history()
    expect(shown.match(/place\./g)).toHaveLength(8)
    expect(shown).toMatch(/◇ {2}À vous[\s\S]*lit n° 5[\s\S]*gardées 1[\s\S]*Après\.$/)
    expect(shown.match(/À vous/g)).toHaveLength(1)
  })

  it('drops what is typed while nothing is asked', async () => {
    const { terminal, screen } = open()
    const first = screen.pause('continuer')
    terminal.press('Enter')
    await first
    terminal.press('Enter', 'q')
    const second = screen.pause('continuer')
    await terminal.settle()
    terminal.press('r')
    expect(await second).toBe('reread')
  })

  it('refuses to ask two things at once', async () => {
    const { screen } = open()
    const pause = screen.pause('continuer')
    await expect(screen.ask(question)).rejects.toThrow('one thing at a time')
    screen.close()
    await expect(pause).rejects.toThrow(Interrupted)
  })

  it('writes no colour when there are to be none', async () => {
    const { terminal, screen } = open()
    screen.print([...story])
    const move = screen.pause('continuer')
    terminal.press('Escape')
    await terminal.shows('Une touche agit')
    terminal.press('Enter')
    await move
    expect(terminal.written).not.toMatch(/\x1b\[[0-9;]*m/)
  })
})

describe('the way out', () => {
  it.each(['C-c', '\x04'])('is the same for %j: every promise rejects, and the terminal is given back', async (key) => {
    const { terminal, screen } = open()
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' } })
    const next = live.next()
    await terminal.shows('En direct')
    expect(terminal.restored).toBe(false)
    terminal.press(key)
    await expect(next).rejects.toThrow(Interrupted)
    await expect(live.next()).rejects.toThrow(Interrupted)
    await expect(screen.pause('continuer')).rejects.toThrow(Interrupted)
    live.line(line(0))
    live.end()
    expect(await terminal.shows('Interrompu.')).not.toContain('lit n° 0')
    expect(terminal.restored).toBe(true)
  })

  it('is taken when the input closes', async () => {
    const { terminal, screen } = open()
    const answer = screen.ask(question)
    terminal.input.end()
    await expect(answer).rejects.toThrow(Interrupted)
    await terminal.settle()
    expect(terminal.restored).toBe(true)
  })

  it('is taken when the screen is closed, as on SIGTERM', async () => {
    const { terminal, screen } = open()
    const move = screen.pause('continuer')
    screen.close()
    screen.close()
    await expect(move).rejects.toThrow(Interrupted)
    await terminal.settle()
    expect(terminal.restored).toBe(true)
    expect(process.listeners('exit').filter(({ name }) => name.includes('restore'))).toEqual([])
  })

  it('passes Ctrl-C on as a signal when nothing is asked', async () => {
    const { terminal, screen } = open()
    const move = screen.pause('continuer')
    terminal.press('Enter')
    await move
    let signals = 0
    const listener = () => signals++
    process.on('SIGINT', listener)
    try {
      terminal.press('C-c')
      await terminal.settle()
    } finally {
      process.off('SIGINT', listener)
    }
    expect(signals).toBe(1)
    expect(terminal.restored).toBe(true)
    await expect(screen.pause('continuer')).rejects.toThrow(Interrupted)
  })
})
