// The counter and its drawers, as they are drawn and as they are said.
import { describe, expect, it } from 'vitest'
import { counterLines } from '../../../src/screen/pictures/counter.js'
import { spokenCounter } from '../../../src/screen/pictures/counter-spoken.js'
import { counter, page, widest } from '../support.js'

const one = counter([{ end: 5, bookmark: 3 }])
const several = counter([
  { end: 5, bookmark: 3 },
  { start: 3, end: 7, bookmark: 1 },
  { end: 42, bookmark: 17 },
  { end: 0 },
])
const draw = (picture: typeof one, columns: number, look = {}) =>
  `\n${counterLines(picture, page(columns, look)).join('\n')}\n`

describe('a counter’s picture', () => {
  it('holds a drawer on a line at 80 columns', () => {
    expect(draw(one, 80)).toMatchInlineSnapshot(`
      "
      guichet orders                                        lu au bureau à 10:42:09
      casier 0  [0][1][2]▲[3][4]               gardées 5 · marque-page 3 · retard 2
      ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      "
    `)
  })

  it('puts the figures under the letters at 40 columns', () => {
    expect(draw(one, 40)).toMatchInlineSnapshot(`
      "
      guichet orders
      casier 0  [0][1][2]▲[3][4]
        gardées 5 · ▲ 3 · retard 2
      ▲ marque-page de l’équipe
      order-tracker : à sa droite, les
      lettres à lire.
      "
    `)
  })

  it('elides long drawers in the middle, and shows what is no longer kept', () => {
    expect(draw(several, 80)).toMatchInlineSnapshot(`
      "
      guichet orders                                        lu au bureau à 10:42:09
      casier 0  [0][1][2]▲[3][4]               gardées 5 · marque-page 3 · retard 2
      casier 1  ▲┄[3][4][5][6]                 gardées 4 · marque-page 1 · retard 6
      casier 2  [0][1]…[16]▲[17]…[40][41]   gardées 42 · marque-page 17 · retard 25
      casier 3  vide                                   gardées 0 · sans marque-page
      ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      ┄ là étaient des lettres qui ne sont plus gardées.
      "
    `)
  })

  it('shows more letters at 120 columns', () => {
    expect(draw(several, 120)).toMatchInlineSnapshot(`
      "
      guichet orders                                                            lu au bureau à 10:42:09
      casier 0  [0][1][2]▲[3][4]                                   gardées 5 · marque-page 3 · retard 2
      casier 1  ▲┄[3][4][5][6]                                     gardées 4 · marque-page 1 · retard 6
      casier 2  [0][1][2]…[14][15][16]▲[17][18]…[39][40][41]    gardées 42 · marque-page 17 · retard 25
      casier 3  vide                                                       gardées 0 · sans marque-page
      ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      ┄ là étaient des lettres qui ne sont plus gardées.
      "
    `)
  })

  it('is drawn with ASCII signs', () => {
    expect(draw(several, 80, { ascii: true })).toMatchInlineSnapshot(`
      "
      guichet orders                                        lu au bureau à 10:42:09
      casier 0  [0][1][2]^[3][4]               gardées 5 - marque-page 3 - retard 2
      casier 1  ^-[3][4][5][6]                 gardées 4 - marque-page 1 - retard 6
      casier 2  [0][1]...[16]^[17]...[41]   gardées 42 - marque-page 17 - retard 25
      casier 3  vide                                   gardées 0 - sans marque-page
      ^ marque-page de l'équipe order-tracker : à sa droite, les lettres à lire.
      - là étaient des lettres qui ne sont plus gardées.
      "
    `)
  })

  it('shows ten letters whole, with shorter figures where need be, and never elides a single one', () => {
    expect(draw(counter([{ end: 10, bookmark: 5 }]), 80)).toMatchInlineSnapshot(`
      "
      guichet orders                                        lu au bureau à 10:42:09
      casier 0  [0][1][2][3][4]▲[5][6][7][8][9]         gardées 10 · ▲ 5 · retard 5
      ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      "
    `)
    for (let end = 3; end < 40; end++) {
      for (const columns of [40, 60, 80]) {
        const [, cells] = draw(counter([{ end, bookmark: 2 }]), columns).split('casier 0')
        const numbers = [...cells!.matchAll(/\[(\d+)\]…\[(\d+)\]/g)]
        for (const [, before, after] of numbers) expect(Number(after) - Number(before)).toBeGreaterThan(2)
      }
    }
  })

  it('leaves the marker out when nobody reads', () => {
    expect(draw(counter([{ end: 3 }], { group: undefined }), 80)).toMatchInlineSnapshot(`
      "
      guichet orders                                        lu au bureau à 10:42:09
      casier 0  [0][1][2]                                                 gardées 3
      "
    `)
  })

  it('says that a team has no bookmark yet', () => {
    expect(draw(counter([{ end: 3 }]), 80)).toMatchInlineSnapshot(`
      "
      guichet orders                                        lu au bureau à 10:42:09
      casier 0  [0][1][2]                              gardées 3 · sans marque-page
      "
    `)
  })

  it('keeps the first letter, the last, and both sides of the bookmark of a drawer of millions', () => {
    expect(draw(counter([{ start: 1_200_000, end: 3_400_000, bookmark: 2_000_000 }]), 80)).toMatchInlineSnapshot(`
      "
      guichet orders                                        lu au bureau à 10:42:09
      casier 0  ┄[1200000][1200001]…[1999998][1999999]▲[2000000]…[3399998][3399999]
        gardées 2 200 000 · marque-page 2000000 · retard 1 400 000
      ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      ┄ là étaient des lettres qui ne sont plus gardées.
      "
    `)
  })

  it.each([40, 44, 60, 72, 80, 100, 120, 200])('is never wider than %i columns', (columns) => {
    const wild = counter([
      { start: 123, end: 99_999, bookmark: 5_000 },
      { end: 12, bookmark: 12 },
      { end: 1, bookmark: 0 },
    ])
    for (const picture of [one, several, wild]) {
      expect(widest(counterLines(picture, page(columns)))).toBeLessThanOrEqual(columns - 3)
    }
  })

  it('is said in sentences', () => {
    expect(`\n${spokenCounter(several).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Guichet orders, lu au bureau à 10 h 42, avec le marque-page et le retard de l’équipe order-tracker.
      Casier 0 : 5 lettres gardées, numéros 0 à 4. Marque-page 3, retard 2.
      Casier 1 : 4 lettres gardées, numéros 3 à 6. 3 lettres plus anciennes ne sont plus gardées. Marque-page 1, retard 6.
      Casier 2 : 42 lettres gardées, numéros 0 à 41. Marque-page 17, retard 25.
      Casier 3 : aucune lettre gardée. Sans marque-page.
      "
    `)
  })
})
