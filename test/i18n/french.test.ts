// French typography and our own words, on every French text there is.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lexer, type Token, type Tokens } from 'marked'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { faults } from './french.js'
import { FILES, readTexts } from './texts.js'

/** Where a rule does not hold, and why. Each must still be needed. */
const EXCEPTIONS: { text: string; why: string }[] = [
  { text: 'À la poste, un accusé de réception prouve', why: 'the one sentence that says why we do not call it that' },
]

/** Prose of a lesson as learners read it: headings, paragraphs, items, cells; no code, no comments. */
function proseOf(tokens: Token[]): string[] {
  return tokens.flatMap((token): string[] => {
    switch (token.type) {
      case 'heading':
      case 'paragraph':
        return [token.text]
      case 'list':
        return (token as Tokens.List).items.map((item) => item.text)
      case 'table':
        return [(token as Tokens.Table).header, ...(token as Tokens.Table).rows].flat().map((cell) => cell.text)
      default:
        return []
    }
  })
}

const lessons = readdirSync(join(packageRoot, 'lessons'))
const markdown = (id: string) => readFileSync(join(packageRoot, 'lessons', id, 'fr.md'), 'utf8')
const lessonTexts = lessons.flatMap((id) => proseOf(lexer(markdown(id))).map((text) => ({ where: id, text })))
const interfaceTexts = FILES.flatMap((file) =>
  // A command line's notation, as in `[n...]`, is no French.
  [...readTexts(file, 'fr')]
    .filter(([key]) => !key.startsWith('help.values.'))
    .map(([key, text]) => ({ where: `${file}.json, ${key}`, text })),
)

describe('the French texts', () => {
  it('are all read', () => {
    expect(lessonTexts.length).toBeGreaterThan(100)
    expect(interfaceTexts.length).toBeGreaterThan(200)
    expect(lessonTexts.map(({ text }) => text)).toContain('À retenir')
  })

  it('keep to the typography and to our words', () => {
    const excused = (text: string) =>
      EXCEPTIONS.reduce((rest, exception) => rest.replaceAll(exception.text, 'bien'), text)
    const found = [...interfaceTexts, ...lessonTexts].flatMap(({ where, text }) =>
      faults(excused(text)).map((fault) => `${where}: ${fault}`),
    )
    expect(found).toEqual([])
  })

  it('need every exception made for them', () => {
    const texts = [...interfaceTexts, ...lessonTexts]
    const idle = EXCEPTIONS.filter((exception) => !texts.some(({ text }) => text.includes(exception.text)))
    expect(idle).toEqual([])
  })

  it('put no no-break space in what is to be pasted', () => {
    const code = lessons.flatMap((id) => markdown(id).match(/^```[\s\S]*?^```$|`[^`\n]+`|<!--.*?-->/gm) ?? [])
    expect(code.length).toBeGreaterThan(50)
    expect(code.filter((text) => text.includes('\u00a0'))).toEqual([])
  })
})

describe('the rules of French typography', () => {
  it.each([
    ['Bonjour\u00a0: ça va\u00a0?'],
    ['Voir «\u00a0tout\u00a0», sur `un: mot` ou localhost:9092, hôte:port, http://a.b/c?d'],
    ['**Attention**\u00a0: 3\u00a0lettres, n°\u00a0{{offset}}, {{count}}\u00a0casiers…'],
    ['À la poste. L’équipe {{group}} lit. Quoi\u00a0?!'],
    ['un retard de {{lag, letters}}, au bout de {{seconds}}\u00a0s, des signes comme «\u00a0.\u00a0»'],
    ['Comprendre, apprendre et reprendre ne sont pas lire. Le casier est vide.'],
  ])('let pass: %s', (text) => {
    expect(faults(text)).toEqual([])
  })

  it.each([
    ['Bonjour : oui', 'a no-break space before'],
    ['Bonjour: oui', 'a no-break space before'],
    ['Ah\u202f!', 'narrow'],
    ['« oui\u00a0»', 'inside «'],
    ['«\u00a0oui »', 'before ; : ! ? »'],
    ['Bonjour\u00a0 : oui', 'one no-break space'],
    ['bien , oui', 'no space before ,'],
    ['Attendez...', 'three dots'],
    ["l'équipe", 'apostrophe'],
    ['le "mot"', 'quotes'],
    ['Etape suivante', 'accents on capitals'],
    ['Ecrivez', 'accents on capitals'],
    ['C’est fait. A la poste', 'À, not A'],
    ['A vous', 'À, not A'],
    ['3 lettres', 'a number and its unit'],
    ['n° 3', 'after n°'],
    ['le marque-page de {{group}}', 'elision'],
    ['le marque-page de {{group}}\u00a0: lu', 'elision'],
    ['parce que {{name}}', 'elision'],
    ['un accusé de réception', 'récépissé'],
    ['il prend la lettre', 'lire, not'],
    ['la lettre est retirée', 'lire, not'],
    ['il vient vider le casier', 'lire, not'],
    ['il distribue les lettres', 'lire, not'],
  ])('find fault with: %s', (text, rule) => {
    expect(faults(text).join()).toContain(rule)
  })
})
