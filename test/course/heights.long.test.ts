// No screen of any lesson, in any language, is higher than twenty lines of 80 columns before a key is asked.
import { afterEach, describe, expect, it } from 'vitest'
import { LANGUAGES, setLanguage } from '../../src/i18n/index.js'
import { tooHigh } from '../support/heights.js'
import { importLesson, lessonsOfAnyOffice, playForTest } from '../support/lessons.js'

const LESSONS = await lessonsOfAnyOffice()

afterEach(() => setLanguage('fr'))

describe.each(LANGUAGES)('every screen of a lesson in %s', (language) => {
  it.each(LESSONS)('%s', { timeout: 60_000 }, async (id) => {
    setLanguage(language)
    const { screen } = await playForTest(await importLesson(id))
    expect(screen.screens.length).toBeGreaterThan(5)
    expect(tooHigh(screen.screens)).toEqual([])
  })
})
