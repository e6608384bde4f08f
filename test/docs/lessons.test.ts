// The READMEs name every lesson there is, in both languages. UPDATE=1 writes them anew.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { listLessons, titleOf } from '../../src/course/catalogue.js'
import { type Language, setLanguage } from '../../src/i18n/index.js'
import { packageRoot } from '../../src/package-root.js'
import { importLesson } from '../support/lessons.js'

const BETWEEN = /(<!-- lessons -->\n)[\s\S]*(<!-- \/lessons -->)/

async function table(language: Language): Promise<string> {
  setLanguage(language)
  const head = { fr: '| N° | Leçon | Minutes |', en: '| No. | Lesson | Minutes |' }[language]
  const rows = listLessons().map(async ({ number, id }) => {
    const { minutes } = await importLesson(id)
    return `| ${number} | [${titleOf(id)}](lessons/${id}/${language}.md) | ${minutes} |`
  })
  return [head, '|---|---|---|', ...(await Promise.all(rows))].join('\n')
}

describe('the lessons', () => {
  afterAll(() => setLanguage('fr'))

  it.each<[string, Language]>([
    ['README.fr.md', 'fr'],
    ['README.md', 'en'],
  ])('are all in %s', async (file, language) => {
    const path = join(packageRoot, file)
    const page = readFileSync(path, 'utf8')
    const expected = page.replace(BETWEEN, `$1${await table(language)}\n$2`)
    if (process.env.UPDATE) writeFileSync(path, expected)
    else expect(page).toBe(expected)
  })
})
