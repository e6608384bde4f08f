// What a live view shows, and how it answers keys, without any terminal.
import { describe, expect, it, vi } from 'vitest'
import { counter, page, widest } from '../support.js'
import { frame, line, openTask, press, rest } from './parts.js'

describe('a live view', () => {
  it('keeps what is to be done on view in a small terminal, drawers on one line each', () => {
    const text = 'Ramenez le retard à zéro le plus vite possible, sans faire venir quelqu’un pour rien, puis lisez.'
    const { part } = openTask({ body: [{ kind: 'prose', text }] })
    const three = [0, 1, 2].map(() => ({ end: 30, bookmark: 4 }))
    part.picture([counter(three), counter(three, { topic: 'orders-dead-letters' })])
    const lines = part.lines(page(40), 18)
    expect(lines.length).toBeLessThanOrEqual(18)
    expect(lines.join('\n')).toContain('Ramenez le retard')
    expect(lines.join('\n')).toContain('▲[4]')
    expect(widest(lines)).toBeLessThanOrEqual(40)
  })

  it('has the lines, what is awaited, the picture, and the keys', () => {
    const { part } = openTask()
    part.line(line(0))
    part.picture([counter([{ end: 2, bookmark: 1 }])])
    part.status('retard : 1')
    expect(frame(part)).toMatchInlineSnapshot(`
      "
      ◆  À vous                                                        étape 5/6 · 0 s
      │
      │  Ramenez le retard à 0.
      │
      │  tracker   lit n° 0   casier 0
      │
      │
      │
      │
      │
      │
      │  retard : 1
      │
      │  guichet orders                                        lu au bureau à 10:42:09
      │  casier 0  [0]▲[1]                        gardées 2 · marque-page 1 · retard 1
      │  ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      │
      │  d : lara poste une lettre
      └  Espace : figer    i : indice    p : passer    q : quitter
      "
    `)
    expect(frame(part, 40)).toMatchInlineSnapshot(`
      "
      ◆  À vous                      5/6 · 0 s
      │
      │  Ramenez le retard à 0.
      │
      │  tracker  lit n° 0
      │
      │
      │
      │
      │
      │  retard : 1
      │
      │  guichet orders
      │  casier 0  [0]▲[1]
      │    gardées 2 · ▲ 1 · retard 1
      │  ▲ marque-page de l’équipe
      │  order-tracker : à sa droite, les
      │  lettres à lire.
      │
      │  d lara poste une lettre
      └  Espace figer · i indice · p passer
         q quitter
      "
    `)
  })

  it('keeps the last lines that fit, and its height', () => {
    const { part } = openTask()
    const before = part.lines(page(80), 22).length
    for (let n = 0; n < 50; n++) part.line(line(n))
    expect(frame(part)).toContain('n° 49')
    expect(frame(part)).not.toContain('n° 5 ')
    expect(part.lines(page(80), 22).length).toBeLessThanOrEqual(20)
    expect(part.lines(page(80), 22).length).toBeGreaterThanOrEqual(before)
  })

  it.each([10, 14, 22, 48])('never has more lines than a terminal of %i rows holds', (rows) => {
    const { part } = openTask()
    part.picture([
      counter([
        { end: 2, bookmark: 1 },
        { end: 40, bookmark: 3 },
        { start: 2, end: 8, bookmark: 3 },
      ]),
    ])
    part.status('retard : 1')
    for (let n = 0; n < 50; n++) {
      part.line(line(n))
      for (const columns of [40, 80, 200]) {
        const lines = part.lines(page(columns), rows)
        expect(lines.length).toBeLessThanOrEqual(rows)
        expect(widest(lines)).toBeLessThanOrEqual(columns)
      }
    }
  })

  it('is frozen by Space: lines wait, and are there when it goes on', () => {
    const { part } = openTask()
    part.line(line(0))
    press(part, 'space')
    part.line(line(1))
    part.line(line(2))
    expect(frame(part)).toContain('Figé\u00a0: 2 lignes attendent')
    expect(frame(part)).not.toContain('n° 1')
    press(part, 'space')
    expect(frame(part)).toContain('n° 2')
  })

  it('gives what the learner did, in order, each once', async () => {
    const { part, events } = openTask()
    const first = events.next()
    expect(events.next()).toBe(first)
    press(part, 'd', 'x', 'p', 'q')
    expect(await first).toEqual({ action: 'd' })
    expect(await events.next()).toEqual({ move: 'skip' })
    expect(await events.next()).toEqual({ move: 'quit' })
  })

  it('lets Enter through only once ready, and then no key that has nothing left to do', async () => {
    const { part, events } = openTask()
    press(part, 'enter')
    part.ready('continuer')
    expect(frame(part)).toContain('Entrée\u00a0: continuer')
    expect(frame(part)).not.toMatch(/lara poste une lettre|indice/)
    press(part, 'd', 'enter')
    expect(await events.next()).toEqual({ move: 'next' })
  })

  it('keeps its hints in view, the last ones where there is less room', () => {
    const { part } = openTask({ hints: ['Un pas.', 'Deux pas.', 'Trois pas.'] })
    press(part, 'i', 'i', 'i')
    expect(frame(part)).toMatch(/Un pas[\s\S]*Deux pas[\s\S]*Trois pas/)
    const low = part.lines(page(80), 11).join('\n')
    expect(low).toContain('Trois pas')
    expect(low).not.toContain('Un pas')
  })

  it('shows the time that passes, until it is ready', () => {
    vi.useFakeTimers()
    try {
      const { part } = openTask()
      vi.advanceTimersByTime(3000)
      part.tick()
      expect(frame(part)).toContain('étape 5/6 · 3\u00a0s')
      vi.advanceTimersByTime(62_000)
      part.ready('continuer')
      vi.advanceTimersByTime(5000)
      part.tick()
      expect(frame(part)).toContain('1\u00a0min 5\u00a0s')
    } finally {
      vi.useRealTimers()
    }
  })

  it('has its legends again in a terminal that grew', () => {
    const { part } = openTask()
    part.picture([counter([{ end: 2, bookmark: 1 }])])
    for (let n = 0; n < 9; n++) part.line(line(n))
    part.ready('continuer')
    expect(frame(part, 80, 12)).not.toContain('marque-page de l’équipe')
    expect(frame(part, 80, 22)).toContain('marque-page de l’équipe')
  })

  it('shows what is asked where the picture leaves no room for it, and comes back by any key', () => {
    const text = 'Ramenez le retard à zéro, sans faire venir quelqu’un pour rien. '.repeat(6)
    const { part } = openTask({ body: [{ kind: 'prose', text: `${text}C’est tout.` }] })
    part.picture([counter([{ end: 2, bookmark: 1 }])])
    expect(frame(part, 40, 14)).not.toContain('C’est tout.')
    expect(frame(part, 40, 14)).toContain('r relire')
    press(part, 'r')
    expect(frame(part, 40, 18)).toContain('C’est tout.')
    expect(frame(part, 40, 18)).toContain('r revenir')
    press(part, 'r')
    expect(frame(part, 40, 14)).toContain('d lara poste une lettre')
  })

  it('leaves its lines and its picture behind, without empty lines or keys', () => {
    const { part } = openTask()
    part.line(line(0))
    part.picture([counter([{ end: 1, bookmark: 1 }])])
    expect(rest(part)).toMatchInlineSnapshot(`
      "
      ◇  À vous                                                        étape 5/6 · 0 s
      │
      │  Ramenez le retard à 0.
      │
      │  tracker   lit n° 0   casier 0
      │
      │  guichet orders                                        lu au bureau à 10:42:09
      │  casier 0  [0]▲                           gardées 1 · marque-page 1 · retard 0
      │  ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      "
    `)
  })
})
