// What is typed in a live view: letters are text, and the menu has the keys, without any terminal.
import { describe, expect, it } from 'vitest'
import { page, widest } from '../support.js'
import { frame, openTask, press } from './parts.js'

describe('a live view with a text field', () => {
  const field = () => openTask({ field: { label: 'Votre phrase', placeholder: 'quelques mots' } })

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

  it('goes back from what is asked to what is typed, without losing a letter', async () => {
    const { part, events } = openTask({
      field: { label: 'Votre phrase' },
      body: [{ kind: 'prose', text: 'Tapez une phrase. '.repeat(30) }],
    })
    expect(frame(part, 40, 14)).toContain('relire, les autres touches')
    press(part, 'q', 'escape', 'r')
    expect(frame(part, 40, 14)).toContain('Échap revenir')
    press(part, 'r', 'i', 'enter')
    expect(await events.next()).toEqual({ text: 'qri' })
  })

  it('shows the end of a text longer than the terminal', () => {
    const { part } = field()
    for (let n = 0; n < 200; n++) press(part, String(n % 10))
    const lines = part.lines(page(44), 22)
    expect(widest(lines)).toBeLessThanOrEqual(44)
    expect(lines.join('\n')).toContain('789_')
  })
})
