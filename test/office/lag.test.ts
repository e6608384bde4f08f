// A team's lag, from ends and bookmarks.
import { expect, it } from 'vitest'
import { lagOf } from '../../src/office/lag.js'

const drawers = [
  { partition: 0, start: 0, end: 10 },
  { partition: 1, start: 4, end: 9 },
]

it('counts what is left to read, and a drawer without a bookmark whole', () => {
  expect(lagOf(drawers, [{ partition: 0, offset: 7 }])).toBe(3 + 5)
})

it('is never less than none, where letters were read between the two questions', () => {
  expect(
    lagOf(drawers, [
      { partition: 0, offset: 12 },
      { partition: 1, offset: 8 },
    ]),
  ).toBe(1)
})
