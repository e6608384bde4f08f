// `--simple`: what a screen reader is given, and how lines typed answer.
import { describe, expect, it, vi } from 'vitest'
import { type Block, Interrupted, type Question } from '../../src/screen/screen.js'
import { SIGNS } from '../support/ear.js'
import { open } from './simple-screen.js'
import { counter } from './support.js'

const question: Question = {
  heading: { kind: 'heading', glyph: 'now', title: 'Prédiction', place: { step: 2, steps: 6 } },
  body: [{ kind: 'prose', text: 'Cinq lettres attendent et **personne** ne les a lues.' }],
  choices: [
    { id: 'none', label: 'Aucune\u00a0: elles sont passées avant lui.' },
    { id: 'all', label: 'Les cinq, dans l’ordre des numéros.' },
    { id: 'last', label: 'Une seule\u00a0: la dernière.' },
  ],
  hints: ['Au casier, pas dans les airs.', 'C’est b.'],
}

describe('the simple form', () => {
  it('asks in sentences, and takes a letter or a digit', async () => {
    const { screen, says, type } = open()
    const answer = screen.ask(question)
    await says('passer. ')
    type('b')
    expect(await answer).toEqual({ choice: 'all' })
    expect(await says('')).toMatchInlineSnapshot(`
      "Prédiction, étape 2 sur 6.
      Cinq lettres attendent et personne ne les a lues.
      a. Aucune : elles sont passées avant lui.
      b. Les cinq, dans l’ordre des numéros.
      c. Une seule : la dernière.
      Réponse, puis Entrée : a, b ou c ; i pour un indice, p pour passer. "
    `)
    const again = screen.ask(question)
    type('3')
    expect(await again).toEqual({ choice: 'last' })
  })

  it('gives the hints one by one, then says that there are no more', async () => {
    const { screen, says, type } = open()
    const answer = screen.ask(question)
    type('i')
    await says('Indice 1 sur 2\u00a0: Au casier, pas dans les airs.')
    type('i')
    await says('Indice 2 sur 2\u00a0: C’est b.')
    type('i')
    await says('Il n’y a plus d’indice.')
    type('zut')
    await says('Pas compris')
    type('P')
    expect(await answer).toEqual({ move: 'skip' })
  })

  it('names the keys at the first pause, then only where Enter leads', async () => {
    const { screen, says, type, said } = open()
    const first = screen.pause('commencer')
    await says('Entrée\u00a0: commencer\u00a0; p pour passer, r pour relire, q pour quitter.\n')
    type('')
    expect(await first).toBe('next')
    const second = screen.pause('continuer')
    await says('Entrée\u00a0: continuer.\n')
    type('r')
    expect(await second).toBe('reread')
    expect(said().match(/quitter/g)).toHaveLength(1)
  })

  it('asks yes or no with the language’s letters', async () => {
    const { screen, says, type } = open()
    const answer = screen.confirm('Effacer votre progression\u00a0?')
    await says('Tapez o pour oui, n pour non.')
    type('')
    type('o')
    expect(await answer).toBe(true)
  })

  it('says every kind of block without a sign', async () => {
    const { screen, says } = open()
    const blocks: Block[] = [
      { kind: 'heading', glyph: 'break', title: 'Là où l’image ne tient plus' },
      { kind: 'prose', text: 'Le `▲` est devant le n°\u00a03 · 2 × carnet → lara.' },
      { kind: 'list', items: ['a. La première.'] },
      { kind: 'table', head: ['À la poste', 'Dans Kafka'], rows: [['lire', '`fetch`']] },
      { kind: 'check', ok: true, expected: 'retard 0', observed: 'retard 0.' },
      { kind: 'events', lines: [{ who: 'lara', wide: '×', narrow: '×', spoken: 'lara poste une lettre.' }] },
      counter([{ start: 2, end: 5, bookmark: 3 }]),
      { kind: 'bytes', path: 'f.log', bytes: Buffer.from('\0bonjour\0'), mark: 'bonjour' },
    ]
    screen.print(blocks)
    const text = await says('bonjour')
    expect(text).not.toMatch(SIGNS)
    expect(text).toMatchInlineSnapshot(`
      "Là où l’image ne tient plus.
      Le marque-page est devant le numéro 3, carnet, quantité 2 vers lara.
      a. La première.
      À la poste : lire. Dans Kafka : fetch.
      Réussi. Attendu : retard 0. Observé : retard 0.
      lara poste une lettre.
      Guichet orders, lu au bureau à 10 h 42. Casier 0 : 3 lettres gardées, numéros 2 à 4. 2 lettres plus anciennes ne sont plus gardées. Marque-page de l’équipe order-tracker : 3, la prochaine à lire. Retard : 2 lettres.
      Fichier f.log, 9 octets.
      On y lit, en clair, à l’octet 1 : bonjour
      "
    `)
  })

  it('says a letter drawn, several numbers, an order’s number and a file as one would', async () => {
    const { screen, says } = open()
    screen.print([
      { kind: 'prose', text: '`[0]` y est. Casier 0, n°\u00a00 à 2\u00a0; casier 1\u00a0: —.' },
      { kind: 'prose', text: 'La commande 7c10aaaa-1111-4222-8333-444455556666.' },
      { kind: 'bytes', path: '/tmp/x/orders-0/0000.log', bytes: Buffer.from('\0abc de\0f'), mark: 'abc' },
    ])
    const text = (await says('abc de\n')).replaceAll('\u00a0', ' ')
    expect(text).toContain('Lettre 0 y est. Casier 0, numéros 0 à 2 ; casier 1 : aucun.')
    expect(text).toContain('La commande 7c10.')
    expect(text).toContain('Fichier .log du dossier orders-0, 9 octets.')
  })

  it('says whose drawer it is where there are several counters', async () => {
    const { screen, says } = open()
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'Rebuts' } })
    live.picture([counter([{ end: 1, bookmark: 0 }]), counter([{ end: 2 }], { topic: 'orders-dead-letters' })])
    const text = await says('orders-dead-letters')
    expect(text).toContain('Guichet orders. Casier 0')
    expect(text).toContain('Guichet orders-dead-letters. Casier 0')
    live.end()
  })

  it('takes Escape and the arrows for a question about the keys, never for text', async () => {
    const { screen, said, type } = open()
    const field = { label: 'Votre phrase' }
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'À vous' }, field })
    type('\x1b')
    await vi.waitFor(() => expect(said().match(/À taper, puis/g)).toHaveLength(2))
    type('bon\x1b[Djour')
    expect(await live.next()).toEqual({ text: 'bonjour' })
    live.end()
  })

  it('leaves a command as it is to be pasted', async () => {
    const { screen, says } = open()
    screen.print([{ kind: 'command', caption: '', lines: ['guichet lecon 4\u00a0--auto'] }])
    await says('À copier\u00a0:\nguichet lecon 4 --auto\n')
  })

  it('takes a line as the text of a field, but one of the keys alone as a key', async () => {
    const { screen, type } = open()
    const live = screen.live({
      heading: { kind: 'heading', glyph: 'now', title: 'À vous' },
      field: { label: 'Votre phrase' },
    })
    type('Quelle pluie')
    expect(await live.next()).toEqual({ text: 'Quelle pluie' })
    type('q')
    expect(await live.next()).toEqual({ move: 'quit' })
    live.end()
  })

  it('takes lines pasted together as one text', async () => {
    const { screen, input } = open()
    const live = screen.live({
      heading: { kind: 'heading', glyph: 'now', title: 'À vous' },
      field: { label: 'Votre phrase' },
    })
    input.write('Quelle\npluie\n')
    expect(await live.next()).toEqual({ text: 'Quelle pluie' })
    live.end()
  })

  it('lets no pasted line answer a question after the first', async () => {
    const { screen, says, type, input } = open()
    let answered = false
    const answer = screen.ask(question).finally(() => (answered = true))
    await says('passer. ')
    input.write('a\nb\nq\n')
    await says('Pas compris')
    expect(answered).toBe(false)
    type('b')
    expect(await answer).toEqual({ choice: 'all' })
  })

  it('drops what is typed while nothing is asked', async () => {
    const { screen, says, type } = open()
    const first = screen.pause('continuer')
    type('')
    await first
    type('q')
    await new Promise((resolve) => setImmediate(resolve))
    const second = screen.pause('reprendre')
    await says('reprendre')
    type('')
    expect(await second).toBe('next')
  })

  it.each(['the input closes', 'the screen is closed'])('rejects what it waits for when %s', async (how) => {
    const { screen, input } = open()
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'À vous' } })
    const next = live.next()
    if (how === 'the input closes') input.end()
    else screen.close()
    await expect(next).rejects.toThrow(Interrupted)
    live.end()
    await expect(screen.pause('continuer')).rejects.toThrow(Interrupted)
    expect(process.listeners('SIGINT').filter(({ name }) => name.includes('interrupt'))).toEqual([])
  })
})
