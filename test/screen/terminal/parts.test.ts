// What each prompt shows and how it answers keys, without any terminal.
import { describe, expect, it, vi } from 'vitest'
import { LiveEvents } from '../../../src/screen/live-events.js'
import type { EventLine, LiveOptions, Question } from '../../../src/screen/screen.js'
import { LivePart } from '../../../src/screen/terminal/live.js'
import type { Part, Press } from '../../../src/screen/terminal/part.js'
import { Pause } from '../../../src/screen/terminal/pause.js'
import { QuestionPart } from '../../../src/screen/terminal/question.js'
import { counter, page, widest } from '../support.js'

const key = (name: string): Press => (name.length === 1 ? { name, char: name } : { name })
const press = <T>(part: Part<T>, ...names: string[]) => names.map((name) => part.press(key(name))).at(-1)
const frame = (part: Part<unknown>, columns = 80, rows = 22) => `\n${part.lines(page(columns), rows).join('\n')}\n`
const rest = (part: Part<unknown>, columns = 80) => `\n${part.rest(page(columns)).join('\n')}\n`

describe('a pause', () => {
  it('names its keys', () => {
    expect(frame(new Pause('leçon 5, le marque-page'))).toMatchInlineSnapshot(`
      "
      │
      └  Entrée : leçon 5, le marque-page    p : passer    r : relire    q : quitter
      "
    `)
    expect(frame(new Pause('leçon 5, le marque-page'), 40)).toMatchInlineSnapshot(`
      "
      │
      └  Entrée leçon 5, le marque-page
         p passer · r relire · q quitter
      "
    `)
  })

  it.each([
    ['enter', 'next'],
    ['p', 'skip'],
    ['r', 'reread'],
    ['q', 'quit'],
    ['Q', 'quit'],
  ])('%s is %s', (name, move) => {
    expect(press(new Pause('continuer'), name)).toEqual({ value: move })
  })

  it('goes on by no other key', () => {
    expect(press(new Pause('continuer'), 'x', 'space', 'i', 'down', '1')).toBeUndefined()
  })

  it('opens the menu on Escape; a key acts, Escape closes', () => {
    const pause = new Pause('continuer')
    press(pause, 'escape')
    expect(frame(pause)).toMatchInlineSnapshot(`
      "
      │
      │  Entrée  continuer
      │  p       passer : c’est noté « passé », rien n’est perdu
      │  r       relire ce qui précède
      │  q       quitter ; votre place est gardée, la leçon reprendra à son début
      └  Une touche agit    Échap : fermer
      "
    `)
    press(pause, 'escape')
    expect(frame(pause)).toContain('└  Entrée')
    expect(press(pause, 'escape', 'p')).toEqual({ value: 'skip' })
  })
})

describe('a question', () => {
  const question: Question = {
    heading: { kind: 'heading', glyph: 'now', title: 'Combien en lira-t-il\u00a0?', place: { step: 2, steps: 6 } },
    body: [{ kind: 'prose', text: 'Cinq lettres attendent et personne ne les a lues.' }],
    choices: [
      { id: 'none', label: 'Aucune : elles sont passées avant lui.' },
      { id: 'all', label: 'Les cinq, dans l’ordre des numéros.' },
      { id: 'last', label: 'Une seule : la dernière.' },
    ],
    hints: ['Au casier, pas dans les airs.', 'Aucun marque-page.', 'C’est b.'],
  }

  it('shows its choices', () => {
    expect(frame(new QuestionPart(question))).toMatchInlineSnapshot(`
      "
      ◆  Combien en lira-t-il ?                                              étape 2/6
      │
      │  Cinq lettres attendent et personne ne les a lues.
      │
      │    a  Aucune : elles sont passées avant lui.
      │    b  Les cinq, dans l’ordre des numéros.
      │    c  Une seule : la dernière.
      │
      └  a b c : répondre    i : indice    p : passer    r : relire    q : quitter
      "
    `)
  })

  it.each([
    ['b', 'all'],
    ['B', 'all'],
    ['2', 'all'],
    ['3', 'last'],
  ])('%s answers', (name, choice) => {
    expect(press(new QuestionPart(question), name)).toEqual({ value: { choice } })
  })

  it('is answered by the arrows too, but never by Enter alone', () => {
    expect(press(new QuestionPart(question), 'enter')).toBeUndefined()
    expect(press(new QuestionPart(question), 'down', 'down', 'enter')).toEqual({ value: { choice: 'all' } })
    expect(press(new QuestionPart(question), 'up', 'enter')).toEqual({ value: { choice: 'last' } })
  })

  it('gives the next hint at each i, and no more than there are', () => {
    const part = new QuestionPart(question)
    press(part, 'i')
    expect(frame(part)).toMatchInlineSnapshot(`
      "
      ◆  Combien en lira-t-il ?                                              étape 2/6
      │
      │  Cinq lettres attendent et personne ne les a lues.
      │
      │  Indice 1 sur 3 : Au casier, pas dans les airs.
      │
      │    a  Aucune : elles sont passées avant lui.
      │    b  Les cinq, dans l’ordre des numéros.
      │    c  Une seule : la dernière.
      │
      └  a b c : répondre    i : indice    p : passer    r : relire    q : quitter
      "
    `)
    press(part, 'i', 'i', 'i')
    expect(frame(part)).toContain('Indice 3 sur 3\u00a0: C’est b.')
    expect(frame(part)).not.toContain('i\u00a0: indice')
  })

  it('leaves question and answer behind', () => {
    const part = new QuestionPart(question)
    press(part, 'i', 'b')
    expect(rest(part)).toMatchInlineSnapshot(`
      "
      ◇  Combien en lira-t-il ?                                              étape 2/6
      │
      │  Cinq lettres attendent et personne ne les a lues.
      │  Vous : Les cinq, dans l’ordre des numéros.
      "
    `)
  })

  it('leaves behind that it was skipped', () => {
    const part = new QuestionPart(question)
    expect(press(part, 'p')).toEqual({ value: { move: 'skip' } })
    expect(rest(part)).toContain('Vous\u00a0: question passée')
  })
})

describe('a live view', () => {
  const line = (n: number): EventLine => ({
    who: 'tracker',
    wide: `lit n° ${n}   casier 0`,
    narrow: `lit n° ${n}`,
    spoken: '',
  })
  const options: LiveOptions = {
    heading: { kind: 'heading', glyph: 'now', title: 'À vous', place: { step: 5, steps: 6 } },
    body: [{ kind: 'prose', text: 'Ramenez le retard à 0.' }],
    actions: [{ key: 'd', label: 'lara poste une lettre' }],
    hints: ['Commencez par le faire partir.'],
  }
  const open = (more: Partial<LiveOptions> = {}) => {
    const events = new LiveEvents()
    const all = { ...options, ...more }
    const part = new LivePart(all, { heading: all.heading, body: all.body ?? [] }, events)
    return { part, events }
  }

  it('keeps what is to be done on view in a small terminal, drawers on one line each', () => {
    const text = 'Ramenez le retard à zéro le plus vite possible, sans faire venir quelqu’un pour rien, puis lisez.'
    const { part } = open({ body: [{ kind: 'prose', text }] })
    const three = [0, 1, 2].map(() => ({ end: 30, bookmark: 4 }))
    part.picture([counter(three), counter(three, { topic: 'orders-dead-letters' })])
    const lines = part.lines(page(40), 18)
    expect(lines.length).toBeLessThanOrEqual(18)
    expect(lines.join('\n')).toContain('Ramenez le retard')
    expect(lines.join('\n')).toContain('▲[4]')
    expect(widest(lines)).toBeLessThanOrEqual(40)
  })

  it('has the lines, what is awaited, the picture, and the keys', () => {
    const { part } = open()
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
    const { part } = open()
    const before = part.lines(page(80), 22).length
    for (let n = 0; n < 50; n++) part.line(line(n))
    expect(frame(part)).toContain('n° 49')
    expect(frame(part)).not.toContain('n° 5 ')
    expect(part.lines(page(80), 22).length).toBeLessThanOrEqual(20)
    expect(part.lines(page(80), 22).length).toBeGreaterThanOrEqual(before)
  })

  it.each([10, 14, 22, 48])('never has more lines than a terminal of %i rows holds', (rows) => {
    const { part } = open()
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
    const { part } = open()
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
    const { part, events } = open()
    const first = events.next()
    expect(events.next()).toBe(first)
    press(part, 'd', 'x', 'p', 'q')
    expect(await first).toEqual({ action: 'd' })
    expect(await events.next()).toEqual({ move: 'skip' })
    expect(await events.next()).toEqual({ move: 'quit' })
  })

  it('lets Enter through only once ready, and then no key that has nothing left to do', async () => {
    const { part, events } = open()
    press(part, 'enter')
    part.ready('continuer')
    expect(frame(part)).toContain('Entrée\u00a0: continuer')
    expect(frame(part)).not.toMatch(/lara poste une lettre|indice/)
    press(part, 'd', 'enter')
    expect(await events.next()).toEqual({ move: 'next' })
  })

  it('keeps its hints in view, the last ones where there is less room', () => {
    const { part } = open({ hints: ['Un pas.', 'Deux pas.', 'Trois pas.'] })
    press(part, 'i', 'i', 'i')
    expect(frame(part)).toMatch(/Un pas[\s\S]*Deux pas[\s\S]*Trois pas/)
    const low = part.lines(page(80), 11).join('\n')
    expect(low).toContain('Trois pas')
    expect(low).not.toContain('Un pas')
  })

  it('shows the time that passes, until it is ready', () => {
    vi.useFakeTimers()
    try {
      const { part } = open()
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

  it('leaves its lines and its picture behind, without empty lines or keys', () => {
    const { part } = open()
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

  describe('with a text field', () => {
    const field = () => open({ field: { label: 'Votre phrase', placeholder: 'quelques mots' } })

    it('takes letters as text', async () => {
      const { part, events } = field()
      expect(frame(part)).toContain('Votre phrase  _quelques mots')
      press(part, 'p', 'i', 'space', 'q')
      part.press({ name: 'space', char: ' ' })
      press(part, 'é')
      expect(frame(part)).toContain('Votre phrase  piq é_')
      press(part, 'enter')
      expect(await events.next()).toEqual({ text: 'piq é' })
      expect(frame(part)).toContain('quelques mots')
    })

    it('is corrected with the usual keys', async () => {
      const { part, events } = field()
      press(part, 'b', 'o', 'n', 'x', 'backspace', 'home', 'delete', 'B', 'right', 'left', 'end', 'left', 'm', 'enter')
      expect(await events.next()).toEqual({ text: 'Bomn' })
    })

    it('opens the menu on Escape: then one letter acts, and the next is text again', async () => {
      const { part, events } = field()
      press(part, 'o', 'escape')
      expect(frame(part)).toMatchInlineSnapshot(`
        "
        ◆  À vous                                                        étape 5/6 · 0 s
        │
        │  Ramenez le retard à 0.
        │
        │
        │
        │
        │
        │
        │
        │
        │  Votre phrase  o_
        │  d       lara poste une lettre
        │  Espace  figer l’écran, les programmes continuent
        │  i       un indice : il en reste 1 sur 1
        │  p       passer : c’est noté « passé », rien n’est perdu
        │  q       quitter ; votre place est gardée, la leçon reprendra à son début
        └  Une touche agit    Échap : fermer
        "
      `)
      press(part, 'd', 'k', 'enter')
      expect(await events.next()).toEqual({ action: 'd' })
      expect(await events.next()).toEqual({ text: 'ok' })
    })

    it('goes on with an empty line once ready', async () => {
      const { part, events } = field()
      press(part, 'enter')
      part.ready('continuer')
      press(part, 'enter')
      expect(await events.next()).toEqual({ move: 'next' })
    })

    it('shows the end of a text longer than the terminal', () => {
      const { part } = field()
      for (let n = 0; n < 200; n++) press(part, String(n % 10))
      const lines = part.lines(page(44), 22)
      expect(widest(lines)).toBeLessThanOrEqual(44)
      expect(lines.join('\n')).toContain('789_')
    })
  })
})
