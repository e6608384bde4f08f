// The word that was meant, when it is near enough.
import { describe, expect, it } from 'vitest'
import { nearest } from '../../src/commands/nearest.js'

const COMMANDS = ['lecons', 'lecon', 'demarrer', 'arreter', 'etat', 'bureau']

describe('the word that was probably meant', () => {
  it.each([
    ['leçons', 'lecons'],
    ['demarer', 'demarrer'],
    ['DEMARRER', 'demarrer'],
    ['arretre', 'arreter'],
    ['eta', 'etat'],
  ])('%s → %s', (given, meant) => expect(nearest(given, COMMANDS)).toBe(meant))

  it('is none when nothing is near', () => expect(nearest('xyz', COMMANDS)).toBeUndefined())
})
