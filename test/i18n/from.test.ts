// « de lara », « d’ana »: French loses a vowel before another.
import { afterEach, expect, it } from 'vitest'
import { fill, setLanguage } from '../../src/i18n/index.js'

afterEach(() => setLanguage('fr'))

const from = (user: string) => fill('{{user, from}}', { user })

it('is elided before a vowel, with or without an accent, a capital or not', () => {
  expect(['lara', 'ana', 'Élise', 'Omar', 'yann'].map(from)).toEqual([
    'de lara',
    'd’ana',
    'd’Élise',
    'd’Omar',
    'de yann',
  ])
})

it('is whole in a language that elides nothing', () => {
  setLanguage('en')
  expect(from('ana')).toBe('from ana')
})
