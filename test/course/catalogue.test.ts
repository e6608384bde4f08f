// A lesson is asked for by its number or by a name of its own, in the language spoken.
import { afterEach, expect, it } from 'vitest'
import { findLesson } from '../../src/course/catalogue.js'
import { type Language, language, setLanguage } from '../../src/i18n/index.js'

const before = language()
afterEach(() => setLanguage(before))

it.each<[Language, string, number]>([
  ['fr', '5', 5],
  ['fr', '05', 5],
  ['fr', '14', 14],
  ['fr', '05-marque-page', 5],
  ['fr', 'marque-page', 5],
  ['fr', 'équipe', 6],
  ['fr', 'code-de-tri', 7],
  ['en', 'bookmark', 5],
  ['en', 'Sorting-code', 7],
  ['en', 'marque-page', 5],
])('in %s, %s is a lesson', (lang, wanted, number) => {
  setLanguage(lang)
  expect(findLesson(wanted)?.number).toBe(number)
})

it.each(['', '0', '99', 'bookmarks', '-'])('%o is none', (wanted) => {
  setLanguage('en')
  expect(findLesson(wanted)).toBeUndefined()
})
