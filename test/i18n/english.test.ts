// Nobody who chose English meets a word of French: not in the texts, not on the screens kept, not in the pages to read.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { FILES, readTexts } from './texts.js'

/** What is French on purpose, and why. Each must still be needed. */
const EXCEPTIONS: { text: string; why: string }[] = [
  { text: '(`--lang fr` pour le français)', why: 'for whom the course speaks the wrong language' },
  { text: '[En français]', why: 'the same page, for who reads French' },
]

/** Frequent words of French that are none of English, and our own. */
const FRENCH = [
  'le|la|les|des|du|une|est|sont|dans|avec|vous|votre|vos|nous|pas|qui|aux|cette|elle|leur|chez|puis|rien|encore',
  'bureau|casiers?|lettres?|équipe|equipe|destinataire|expéditeur|expediteur|récépissé|marque-page|retard|rebuts?',
  'étape|etape|leçons?|lecons?|indice|passer|quitter|relire|continuer|commencer|terminer|répondre|entrée|échap',
  'demarrer|arreter|etat|progres|reinitialiser|carnet|journal|essai|rapport|oui|embarqu[eé]',
].join('|')
const WORD = new RegExp(`(?<![\\p{L}\\d_./-])(?:${FRENCH})(?![\\p{L}\\d_/-]|\\.\\w)`, 'giu')
const ACCENTED = /[\p{L}’-]*(?![×÷])[\u00c0-\u00ff\u0152\u0153][\p{L}’-]*/gu
const FRENCH_SIGNS = /[«»]|n°|\u00a0[;:!?]/g

/** What is French in a text, each with what stands around it. */
function leaks(text: string): string[] {
  return [WORD, ACCENTED, FRENCH_SIGNS].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index }) => text.slice(Math.max(0, index - 25), index + 25)),
  )
}

const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8')
/** Without what is not read: comments, the targets of links, names of files and of steps. */
const page = (path: string) =>
  read(path)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\]\([^)]*\)/g, ']')

const SCREENS = readdirSync(join(packageRoot, 'test/e2e/screens')).filter((name) => name.includes('.en.'))
const PAGES = ['README.md', 'docs/workshop.md', 'docs/broker.md', 'CHANGELOG.md', 'CONTRIBUTING.md']
const FORMS = ['.github/ISSUE_TEMPLATE/2-course.yml', '.github/ISSUE_TEMPLATE/4-docker-en.yml']

const texts = [
  ...FILES.flatMap((file) => [...readTexts(file, 'en')].map(([key, text]) => ({ where: `${file}, ${key}`, text }))),
  ...readdirSync(join(packageRoot, 'lessons')).map((id) => ({ where: id, text: page(`lessons/${id}/en.md`) })),
  ...SCREENS.map((name) => ({ where: name, text: read(`test/e2e/screens/${name}`) })),
  ...[...PAGES, ...FORMS].map((path) => ({ where: path, text: page(path) })),
]

describe('what is said in English', () => {
  it('is all read', () => {
    expect(SCREENS.length).toBeGreaterThanOrEqual(5)
    expect(texts.length).toBeGreaterThan(400)
  })

  it('has no French in it', () => {
    const excused = (text: string) => EXCEPTIONS.reduce((rest, exception) => rest.replaceAll(exception.text, ''), text)
    expect(texts.flatMap(({ where, text }) => leaks(excused(text)).map((leak) => `${where}: ${leak}`))).toEqual([])
  })

  it('needs every exception made for it', () => {
    expect(EXCEPTIONS.filter((exception) => !texts.some(({ text }) => text.includes(exception.text)))).toEqual([])
  })
})

describe('French', () => {
  it.each([
    'step 3/6 · étape 3/6',
    'npm start -- lecons',
    'Entrée : continuer',
    'the bureau opens',
    'see guichet arreter',
    'Kafka « says »',
    'gardées 5',
    'Le casier 0',
    'naïve',
  ])('is found: %s', (text) => {
    expect(leaks(text)).not.toEqual([])
  })

  it.each([
    'npm start -- lesson 4, in lessons/04-destinataire/lesson.ts',
    'The guichet command, × and ÷',
    'lara posts a letter: no. 3',
  ])('is not found: %s', (text) => {
    expect(leaks(text)).toEqual([])
  })
})
