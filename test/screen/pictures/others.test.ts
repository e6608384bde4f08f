// The smaller pictures, line by line: tables, bytes, headings, checks, commands, a closed office.
import { describe, expect, it } from 'vitest'
import { drawBlock, drawBlocks } from '../../../src/screen/blocks.js'
import { bytesLines, spokenBytes } from '../../../src/screen/pictures/bytes.js'
import { headingLines } from '../../../src/screen/pictures/heading.js'
import type { Block, BytesPicture } from '../../../src/screen/screen.js'
import { spokenBlock } from '../../../src/screen/spoken.js'
import { stripColors } from '../../../src/screen/theme.js'
import { page, widest } from '../support.js'

const draw = (block: Block, columns: number) => `\n${drawBlock(block, page(columns)).join('\n')}\n`

const table: Block = {
  kind: 'table',
  head: ['À la poste', 'Dans Kafka', 'Dans votre partie'],
  rows: [
    ['destinataire', '`consumer`', 'tracker.ts, équipe order-tracker'],
    ['lire', '`fetch`', '8 lues, 8 toujours gardées, et de quoi remplir une cellule entière'],
  ],
}

describe('a table', () => {
  it('has its columns side by side at 80 columns', () => {
    expect(draw(table, 80)).toMatchInlineSnapshot(`
      "
      │  À la poste    Dans Kafka  Dans votre partie
      │  destinataire  consumer    tracker.ts, équipe order-tracker
      │  lire          fetch       8 lues, 8 toujours gardées, et de quoi remplir une
      │                            cellule entière
      "
    `)
  })
  it('stacks its rows at 40', () => {
    expect(draw(table, 40)).toMatchInlineSnapshot(`
      "
      │  destinataire
      │    Dans Kafka : consumer
      │    Dans votre partie : tracker.ts,
      │    équipe order-tracker
      │  lire
      │    Dans Kafka : fetch
      │    Dans votre partie : 8 lues, 8
      │    toujours gardées, et de quoi
      │    remplir une cellule entière
      "
    `)
  })
  it('is said row by row', () => {
    expect(spokenBlock(table)).toMatchInlineSnapshot(`
      [
        "À la poste : destinataire. Dans Kafka : consumer. Dans votre partie : tracker.ts, équipe order-tracker.",
        "À la poste : lire. Dans Kafka : fetch. Dans votre partie : 8 lues, 8 toujours gardées, et de quoi remplir une cellule entière.",
      ]
    `)
  })
})

describe('a file’s bytes', () => {
  const picture: BytesPicture = {
    kind: 'bytes',
    path: 'orders-0/00000000000000000000.log',
    bytes: Buffer.from('\0\0\0\x02\x8f\x03k{"order_id":"7c10","item":"carnet"}\0\x01\x02bonjour à tous\0', 'utf8'),
    mark: 'bonjour à tous',
  }
  it('shows text as text, other bytes as dots, and underlines the part looked for', () => {
    expect(draw(picture, 80)).toMatchInlineSnapshot(`
      "
      │  orders-0/00000000000000000000.log
      │  62 octets
      │  ·······k{"order_id":"7c10","item":"carnet"}···bonjour à tous·
      │                                                ▔▔▔▔▔▔▔▔▔▔▔▔▔▔
      │  · octet qui n’est pas du texte · souligné : bonjour à tous
      "
    `)
  })
  it('keeps what is underlined in view in a long file', () => {
    const bytes = Buffer.concat([Buffer.alloc(4000), Buffer.from('xq#7!'), Buffer.alloc(4000)])
    expect(draw({ ...picture, bytes, mark: 'xq#7!' }, 40)).toMatchInlineSnapshot(`
      "
      │  orders-0/00000000000000000000.log
      │  8 005 octets
      │  …
      │  ·····································
      │  ····xq#7!····························
      │      ▔▔▔▔▔
      │  ·····································
      │  ·····································
      │  …
      │  · octet qui n’est pas du texte ·
      │  souligné : xq#7!
      "
    `)
  })
  it('says when the text is not in it', () => {
    expect(bytesLines({ ...picture, mark: 'au revoir' }, page(80)).at(-1)).toContain(
      '«\u00a0au revoir\u00a0» n’y est pas',
    )
    expect(spokenBytes({ ...picture, mark: 'au revoir' }).at(-1)).toBe('On n’y lit pas\u00a0: au revoir')
  })
  it('is said with the place of the text', () => {
    expect(spokenBytes(picture)).toMatchInlineSnapshot(`
      [
        "Fichier .log du dossier orders-0, 62 octets.",
        "On y lit, en clair, à l’octet 46 : bonjour à tous",
      ]
    `)
  })
})

describe('a heading', () => {
  const heading = { kind: 'heading', glyph: 'now', title: 'En direct · src/tracker.ts, équipe order-tracker' } as const
  it.each([40, 80, 120])('is never wider than %i columns, and has the place on its right', (columns) => {
    const lines = headingLines({ ...heading, place: { step: 3, steps: 6 }, elapsed: '3\u00a0s' }, page(columns))
    expect(widest(lines)).toBeLessThanOrEqual(columns)
    expect(lines[0]).toMatch(/3\/6 · 3\u00a0s$/)
  })
  it('is a sentence for a screen reader', () => {
    expect(spokenBlock({ ...heading, title: 'Combien en lira-t-il\u00a0?', place: { step: 2, steps: 6 } })).toEqual([
      '',
      'Combien en lira-t-il\u00a0? Étape 2 sur 6.',
    ])
  })
})

describe('a check', () => {
  const check: Block = {
    kind: 'check',
    ok: false,
    expected: 'au moins 3 lettres en attente sans lecteur, puis un retard de 0',
    observed: 'lecteurs : 1 ; retard : 2',
  }
  it('sets what was observed under what was expected', () => {
    expect(draw(check, 80)).toMatchInlineSnapshot(`
      "
      │  ✗  Pas encore réussi.
      │     attendu   au moins 3 lettres en attente sans lecteur, puis un retard de 0
      │     observé   lecteurs : 1 ; retard : 2
      "
    `)
    expect(draw({ ...check, ok: true }, 40)).toMatchInlineSnapshot(`
      "
      │  ✓  Tâche réussie.
      │     attendu   au moins 3 lettres en
      │               attente sans lecteur,
      │               puis un retard de 0
      │     observé   lecteurs : 1 ; retard :
      │               2
      "
    `)
  })
})

describe('a command to paste', () => {
  const command: Block = {
    kind: 'command',
    caption: 'À copier\u00a0:',
    lines: ['kafka-console-consumer.sh\u00a0--bootstrap-server localhost:9092 --topic orders --from-beginning'],
  }
  it('stands without the bar, unwrapped, without no-break spaces', () => {
    expect(drawBlock(command, page(40))).toEqual([
      '│  À copier\u00a0:',
      '',
      'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning',
      '',
    ])
  })
})

describe('a screen', () => {
  const blocks: Block[] = [
    { kind: 'heading', glyph: 'now', title: 'À vous' },
    {
      kind: 'prose',
      text: 'Le **retard** (*lag*) est le nombre de lettres qu’une équipe `order-tracker` doit encore lire.',
    },
    {
      kind: 'list',
      items: [
        'a. La première.',
        'La deuxième, un peu plus longue que la largeur de la colonne de lecture de ce terminal.',
      ],
    },
    { kind: 'code', caption: 'Ce qui a tourné :', lines: ['await consumer.run()', '  // fin'] },
  ]
  it('has one line between blocks, and says emphasis without its marks', () => {
    expect(`\n${drawBlocks(blocks, page(80)).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      ◆  À vous
      │
      │  Le retard (lag) est le nombre de lettres qu’une équipe order-tracker doit
      │  encore lire.
      │  a. La première.
      │  • La deuxième, un peu plus longue que la largeur de la colonne de lecture de
      │    ce terminal.
      │
      │  Ce qui a tourné :
      │    await consumer.run()
      │      // fin
      "
    `)
  })
  it('colours without changing a letter', () => {
    const coloured = drawBlocks(blocks, page(80, { colors: true }))
    expect(coloured.map(stripColors)).toEqual(drawBlocks(blocks, page(80)))
    expect(coloured.join('')).not.toEqual(coloured.map(stripColors).join(''))
  })
})

describe('a counter whose office does not answer', () => {
  const closed: Block = { kind: 'closed', topic: 'orders', drawers: [0, 1], since: '10:42:09' }

  it('says so, and shows its drawers shut', () => {
    expect(draw(closed, 80)).toMatchInlineSnapshot(`
      "
      │  guichet orders                       le bureau ne répond plus depuis 10:42:09
      │  casier 0  [ ? ]
      │  casier 1  [ ? ]
      "
    `)
    expect(draw(closed, 40)).toMatchInlineSnapshot(`
      "
      │  guichet orders
      │  le bureau ne répond plus depuis
      │  10:42:09
      │  casier 0  [ ? ]
      │  casier 1  [ ? ]
      "
    `)
  })

  it('is said in a sentence', () => {
    expect(spokenBlock(closed)).toMatchInlineSnapshot(`
      [
        "Guichet orders : le bureau ne répond plus depuis 10 h 42.",
      ]
    `)
  })
})
