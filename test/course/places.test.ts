// Where the right answers stand: nobody should guess them from their places. That each hint used here tells the truth
// is held by lessons.test.ts, which plays them.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listLessons } from '../../src/course/catalogue.js'
import { readProse } from '../../src/course/prose.js'
import { LANGUAGES } from '../../src/i18n/index.js'
import { packageRoot } from '../../src/package-root.js'
import { placeNamed } from '../support/hints.js'

/** The place of each prediction's right answer, in the order of the course. */
const placesIn = (language: (typeof LANGUAGES)[number]) =>
  listLessons()
    .flatMap(({ id }) => [...readProse(join(packageRoot, 'lessons', id), language).sections.values()])
    .filter((section) => section.has('choices'))
    .map((section) => placeNamed(section.items('hints', {})))

it.each(LANGUAGES)('right answers are spread over the places, in %s', (language) => {
  const places = placesIn(language)
  expect(places.length).toBeGreaterThanOrEqual(listLessons().length)
  for (const place of [0, 1, 2]) {
    const here = places.filter((one) => one === place).length
    expect(here).toBeGreaterThan(0)
    expect(here).toBeLessThanOrEqual(places.length / 2)
  }
  const threeInARow = places.filter((place, index) => place === places[index + 1] && place === places[index + 2])
  expect(threeInARow).toEqual([])
})

it('they stand at the same places in every language', () => {
  const [first, ...others] = LANGUAGES.map(placesIn)
  for (const places of others) expect(places).toEqual(first)
})
