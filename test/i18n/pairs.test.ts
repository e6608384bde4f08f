// Every language says what French, the reference, says, with the same blanks to fill.
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/i18n/index.js'
import { FILES, placeholders, readTexts, withoutPlural } from './texts.js'

const TRANSLATIONS = LANGUAGES.filter((language) => language !== 'fr')

const plurals = (texts: Map<string, string>) => [...texts.keys()].filter((key) => key !== withoutPlural(key))

describe.each(LANGUAGES.flatMap((language) => FILES.map((file) => ({ language, file }))))(
  '$language/$file.json',
  ({ language, file }) => {
    const texts = readTexts(file, language)

    it('has every plural form of its language, and only where there is a plural', () => {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const plural = new Set(plurals(texts).map(withoutPlural))
      const wanted = [...plural].flatMap((key) => forms.map((form) => `${key}_${form}`))
      expect(plurals(texts).sort()).toEqual(wanted.sort())
      expect([...plural].filter((key) => texts.has(key))).toEqual([])
    })

    it('leaves no text empty', () => {
      expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([])
    })
  },
)

describe.each(TRANSLATIONS.flatMap((language) => FILES.map((file) => ({ language, file }))))(
  '$language/$file.json beside the French',
  ({ language, file }) => {
    const [fr, texts] = [readTexts(file, 'fr'), readTexts(file, language)]

    it('has the same keys, plural forms apart', () => {
      const keys = (some: Map<string, string>) => [...new Set([...some.keys()].map(withoutPlural))].sort()
      expect(keys(texts)).toEqual(keys(fr))
      const plural = (some: Map<string, string>) => [...new Set(plurals(some).map(withoutPlural))].sort()
      expect(plural(texts)).toEqual(plural(fr))
    })

    it('has the same placeholders', () => {
      const inFrench = (key: string) => fr.get(key) ?? fr.get(`${withoutPlural(key)}_other`) ?? ''
      const other = [...texts].filter(([key, text]) => `${placeholders(text)}` !== `${placeholders(inFrench(key))}`)
      expect(other).toEqual([])
    })
  },
)

describe('commands and flags in the texts', () => {
  const names = (language: (typeof LANGUAGES)[number]) =>
    new Map([...readTexts('app', language)].filter(([key]) => /^(commands|flags)\./.test(key)))

  it.each(LANGUAGES)('are named in their own language: %s', (language) => {
    expect(names('fr').get('flags.yes')).toBe('oui')
    expect(names('en').get('commands.lessons')).toBe('lessons')
    const own = names(language)
    const foreign = LANGUAGES.flatMap((other) => [...names(other)].filter(([key, name]) => own.get(key) !== name))
    const named = new RegExp(`(?:--|\\bguichet )(?:${foreign.map(([, name]) => name).join('|')})(?![\\w-])`)
    const wrong = FILES.flatMap((file) => [...readTexts(file, language)]).filter(([, text]) => named.test(text))
    expect(wrong).toEqual([])
  })
})
