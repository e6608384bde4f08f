// A team as it is drawn and as it is said: in words, since letters stand between brackets in the other pictures.
import { describe, expect, it } from 'vitest'
import { drawBlock } from '../../../src/screen/blocks.js'
import type { TeamPicture } from '../../../src/screen/screen.js'
import { spokenBlock } from '../../../src/screen/spoken.js'
import { page, widest } from '../support.js'

const team: TeamPicture = {
  kind: 'team',
  group: 'order-tracker',
  members: [
    { name: 'tracker-1', drawers: [0, 2], before: [0] },
    { name: 'tracker-2', drawers: [1], before: [1] },
    { name: 'tracker-3', drawers: [], before: undefined },
    { name: 'tracker-4', drawers: [3], before: [3], silent: 7 },
  ],
}

describe('a team', () => {
  it('keeps in sight who was struck off, and counts it no more', () => {
    const left: TeamPicture = {
      ...{ kind: 'team', group: 'order-tracker' },
      members: [
        { name: 'vif', drawers: [0, 1, 2], before: [1] },
        { name: 'lent', drawers: [0, 2], struck: '6,3\u00a0s' },
      ],
    }
    expect(`\n${drawBlock(left, page(80)).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      │  équipe order-tracker, 1 membre
      │  vif   casier 1 → casiers 0 1 2
      │  lent  casiers 0 2 → rayé après 6,3 s
      "
    `)
    expect(spokenBlock(left).at(-1)).toMatchInlineSnapshot(
      `"lent : casiers 0, 2, jusqu’à être rayé, après 6,3 secondes sans signe de vie."`,
    )
  })

  it('has a line a member, with the drawers it held before where they changed', () => {
    expect(`\n${drawBlock(team, page(80)).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      │  équipe order-tracker, 4 membres
      │  tracker-1  casier 0 → casiers 0 2
      │  tracker-2  casier 1
      │  tracker-3  aucun casier
      │  tracker-4  casier 3  muet depuis 7 s
      "
    `)
  })

  it('keeps within a narrow screen', () => {
    expect(widest(drawBlock(team, page(40)))).toBeLessThanOrEqual(40)
  })

  it('is said member by member, and who is silent without a clock', () => {
    expect(`\n${spokenBlock(team).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Équipe order-tracker, 4 membres.
      tracker-1 : avant, casier 0 ; maintenant, casiers 0, 2.
      tracker-2 : casier 1.
      tracker-3 : aucun casier.
      tracker-4 : casier 3, mais il ne donne plus signe de vie.
      "
    `)
  })
})
