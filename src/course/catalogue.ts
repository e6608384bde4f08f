// The lessons there are: the folders of lessons/, in the order of their names. Adding one is adding a folder.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { language, t } from '../i18n/index.js'
import { packageRoot } from '../package-root.js'
import type { Lesson } from './lesson.js'
import type { Prose } from './prose.js'

export interface Entry {
  /** 1 for the first. */
  number: number
  /** The folder's name: `04-destinataire`. */
  id: string
}

/** The course's parts, each from a lesson on: the keys of their names. */
const PARTS = new Map([
  [1, 'parts.post'],
  [6, 'parts.several'],
  [9, 'parts.break'],
  [13, 'parts.real'],
])

const folder = join(packageRoot, 'lessons')

/** Every lesson's number and id, without loading any. */
export function listLessons(): Entry[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((id) => ({ number: Number.parseInt(id, 10), id }))
}

/** The part of the course that begins with this lesson, if one does: the key of its name. */
export function partFrom(number: number): string | undefined {
  return PARTS.get(number)
}

/** Finds a lesson by its number (« 4 »), its id (« 04-destinataire »), its id's name (« destinataire ») or its title. */
export function findLesson(wanted: string): Entry | undefined {
  const names = ({ number, id }: Entry) => [String(number), id, id.replace(/^\d+-/, ''), nameFrom(titleOf(id))]
  return listLessons().find((entry) => names(entry).includes(nameFrom(wanted.replace(/^0+(?=\d$)/, ''))))
}

/** A title as one types it: « sorting-code » for “The sorting code”, « equipe » for « L’équipe ». */
function nameFrom(title: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
  return plain.replace(leadingArticle(), '').replace(/[^a-z0-9]+/g, '-')
}

/** An article of the language's at the beginning of a title: « Le marque-page », « L’équipe ». */
export function leadingArticle(): RegExp {
  const articles = t('course.articles').split(' ')
  return new RegExp(`^(?:${articles.map((word) => (word.endsWith('’') ? word : `${word} `)).join('|')})`, 'i')
}

const built = join(packageRoot, 'dist', 'lessons')

/** The minutes each lesson announces, by id; none is loaded. */
export function minutesOfAll(): Record<string, number> {
  return JSON.parse(readFileSync(join(built, 'minutes.json'), 'utf8'))
}

/** The lesson as built. */
export async function loadLesson(id: string): Promise<Lesson> {
  const module = await import(pathToFileURL(join(built, id, 'lesson.js')).href)
  return module.default
}

/** The lesson's prose in the current language. */
export async function loadProse(id: string): Promise<Prose> {
  const { readProse } = await import('./prose.js')
  return readProse(join(folder, id), language())
}

/** A word of the lesson's that each language has its own for, the name of a program or of a team: `<!-- word lent: slow -->`. */
export function wordOf(id: string, name: string): string {
  const word = new RegExp(`^<!-- word ${name}: (.+) -->$`, 'm').exec(textOf(id))?.[1]
  if (word === undefined) throw new Error(`no word ${name} in ${id}/${language()}.md`)
  return word
}

/** Its title alone, without loading what reads Markdown: the first screen and the lists have no time for that. */
export function titleOf(id: string): string {
  return /^# (.+)$/m.exec(textOf(id))?.[1]?.trim() ?? id
}

function textOf(id: string): string {
  return readFileSync(join(folder, id, `${language()}.md`), 'utf8')
}
