// What a question shows, and how it is answered, without any terminal.
import { describe, expect, it } from 'vitest'
import type { Question } from '../../../src/screen/screen.js'
import { QuestionPart } from '../../../src/screen/terminal/question.js'
import { frame, press, rest } from './parts.js'

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
