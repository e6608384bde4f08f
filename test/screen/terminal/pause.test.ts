// What a pause shows, and where its keys lead, without any terminal.
import { describe, expect, it } from 'vitest'
import { Pause } from '../../../src/screen/terminal/pause.js'
import { frame, press } from './parts.js'

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
