// The fidelity table says the same in the two pages, in the help and in the broker. UPDATE=1 rewrites the pages.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { fidelityTable } from '../../src/broker/index.js'
import { fidelityMarkdown, fidelityText } from '../../src/commands/fidelity.js'
import { LANGUAGES, type Language, setLanguage } from '../../src/i18n/index.js'
import { readTexts } from '../i18n/texts.js'

const BETWEEN = /(<!-- fidelity -->\n)[\s\S]*(<!-- \/fidelity -->)/

describe('the fidelity table', () => {
  afterAll(() => setLanguage('fr'))

  it.each<[string, Language]>([
    ['docs/bureau.fr.md', 'fr'],
    ['docs/broker.md', 'en'],
  ])('stands in %s as the broker tells it', (file, language) => {
    setLanguage(language)
    const page = readFileSync(file, 'utf8')
    const expected = page.replace(BETWEEN, `$1${fidelityMarkdown()}\n$2`)
    if (process.env.UPDATE) writeFileSync(file, expected)
    else expect(page).toBe(expected)
  })

  // The broker's own are in English.
  it.each(LANGUAGES.filter((name) => name !== 'en'))('has every note of the broker in %s, and no other', (language) => {
    const notes = new Set(fidelityTable().map(({ leftOut }) => leftOut))
    notes.delete('')
    expect([...readTexts('broker', language).keys()].sort()).toEqual([...notes].sort())
  })

  it('names each API once in the help', () => {
    setLanguage('fr')
    const text = fidelityText()
    for (const { api } of fidelityTable()) expect(text.match(new RegExp(`^ {2}${api} `, 'gm'))).toHaveLength(1)
  })
})
