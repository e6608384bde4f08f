// French and English say the same things, with the same blanks to fill.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { FILES, placeholders, readTexts, withoutPlural } from './texts.js'

describe.each(FILES.map((file) => ({ file })))('$file{fr,en}.json', ({ file }) => {
  const fr = readTexts(file, 'fr')
  const en = readTexts(file, 'en')

  it('has the same keys in both languages, plural forms apart', () => {
    const keys = (texts: Map<string, string>) => [...new Set([...texts.keys()].map(withoutPlural))].sort()
    expect(keys(en)).toEqual(keys(fr))
  })

  it('has every plural form of its language, and only where there is a plural', () => {
    for (const [texts, forms] of [
      [fr, ['_one', '_many', '_other']],
      [en, ['_one', '_other']],
    ] as const) {
      const plurals = [...texts.keys()].filter((key) => key !== withoutPlural(key))
      const wanted = [...new Set(plurals.map(withoutPlural))].flatMap((key) => forms.map((form) => key + form))
      expect(plurals.sort()).toEqual(wanted.sort())
      expect(plurals.map(withoutPlural).filter((key) => texts.has(key))).toEqual([])
    }
    const plural = (texts: Map<string, string>) => [...texts.keys()].filter((key) => key.endsWith('_other')).sort()
    expect(plural(en)).toEqual(plural(fr))
  })

  it('leaves no text empty', () => {
    const empty = (texts: Map<string, string>) => [...texts].filter(([, text]) => text.trim() === '')
    expect([...empty(fr), ...empty(en)]).toEqual([])
  })

  it('has the same placeholders in both languages', () => {
    const blanks = (texts: Map<string, string>) =>
      Object.fromEntries([...texts].map(([key, text]) => [key, placeholders(text)]))
    const french = blanks(fr)
    expect(blanks(en)).toEqual(Object.fromEntries([...en.keys()].map((key) => [key, french[key]])))
  })
})

describe('commands and flags in the texts', () => {
  // The table of commands.ts: { fr: 'equipe', en: 'group' }.
  const source = readFileSync(join(packageRoot, 'src/commands/commands.ts'), 'utf8')
  const twins = [...source.matchAll(/\{ fr: '([\w-]+)', en: '([\w-]+)' \}/g)]
    .map(([, fr, en]) => ({ fr: fr!, en: en! }))
    .filter(({ fr, en }) => fr !== en)

  it.each([
    { language: 'fr', other: 'en' },
    { language: 'en', other: 'fr' },
  ] as const)('are named in their own language: $language', ({ language, other }) => {
    expect(twins).toContainEqual({ fr: 'oui', en: 'yes' })
    expect(twins).toContainEqual({ fr: 'lecons', en: 'lessons' })
    const foreign = new RegExp(`(?:--|\\bguichet )(?:${twins.map((twin) => twin[other]).join('|')})(?![\\w-])`)
    const wrong = FILES.flatMap((file) => [...readTexts(file, language)]).filter(([, text]) => foreign.test(text))
    expect(wrong).toEqual([])
  })
})
