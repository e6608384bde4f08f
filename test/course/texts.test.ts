// Each lesson's texts are the same course in every language, and say all that its steps need.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Tokens } from 'marked'
import { describe, expect, it } from 'vitest'
import { listLessons } from '../../src/course/catalogue.js'
import type { Lesson, Step } from '../../src/course/lesson.js'
import { type Prose, readProse, type Section, type Slot } from '../../src/course/prose.js'
import { LANGUAGES } from '../../src/i18n/index.js'
import { packageRoot } from '../../src/package-root.js'
import { HINT, MOVE_LETTERS } from '../../src/screen/keys.js'

/** Facts that every scene has, whatever the lesson. */
const SCENE_FACTS = ['broker', 'topic', 'group']
/** And those of a lesson that is read. */
const READ_FACTS = ['play', 'start']

/** The slot that lists what `step.ids` names. */
const LISTED: Partial<Record<Step['kind'], string>> = { prediction: 'choices', task: 'actions' }

const all = await Promise.all(
  listLessons().map(async ({ id }) => {
    const folder = join(packageRoot, 'lessons', id)
    const source = join(folder, 'lesson.ts')
    const lesson: Lesson = (await import(pathToFileURL(source).href)).default
    return {
      id,
      lesson,
      source: readFileSync(source, 'utf8'),
      texts: LANGUAGES.map((language) => ({
        language,
        prose: readProse(folder, language),
        words: wordsIn(readFileSync(join(folder, `${language}.md`), 'utf8')),
      })),
    }
  }),
)

/** The names of the words that the lesson asks for: `<!-- word lent: slow -->`. */
function wordsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^<!-- word ([\w-]+): \S.* -->$/gm)].map(([, name]) => name!)
}

/** Slots with something in them. */
function slotsOf({ slots }: Section): string[] {
  return [...slots].filter(([, tokens]) => tokens.length > 0).map(([name]) => name)
}

/** What a slot is made of, words apart: « paragraph », « list of 3 », « table of 4 × 3 », a command as it stands. */
function shape(slot: Slot): string[] {
  return slot.map((token) => {
    if (token.type === 'list') return `list of ${(token as Tokens.List).items.length}`
    if (token.type === 'table') {
      const { header, rows } = token as Tokens.Table
      return `table of ${rows.length} × ${header.length}`
    }
    // A document to copy is prose, in each language; a command is the same in both.
    if (token.type === 'code') return token.lang === 'md' ? 'document' : `code: ${token.text}`
    return token.type
  })
}

function placeholders(slot: Slot): string[] {
  const raw = slot.map((token) => token.raw).join('\n')
  return [...new Set(raw.match(/\{\{.*?\}\}/g))].sort()
}

/** What `describe` says of each slot of each section. */
function outline(prose: Prose, describe: (slot: Slot) => string[]): Record<string, string[]> {
  return Object.fromEntries(
    [...prose.sections].flatMap(([id, section]) =>
      [...section.slots].map(([name, slot]) => [`${id}, ${name}`, describe(slot)]),
    ),
  )
}

it('every lesson is there', () => {
  expect(all.map(({ id }) => id)).toContain('01-bureau-de-poste')
  expect(all.map(({ id }) => Number.parseInt(id, 10))).toEqual(all.map((_, index) => index + 1))
})

const pairs = all.flatMap(({ id, texts: [french, ...others] }) =>
  others.map((other) => ({ id, language: other.language, french: french!, other })),
)

describe.each(pairs)('the texts of $id, in $language and in French', ({ french, other }) => {
  const [fr, prose] = [french.prose, other.prose]

  it('have the same sections, in the same order', () => {
    expect([...prose.sections.keys()]).toEqual([...fr.sections.keys()])
  })

  it('have the same slots, made of the same parts', () => {
    expect(outline(prose, shape)).toEqual(outline(fr, shape))
    expect([...prose.intro.slots.keys()]).toEqual([...fr.intro.slots.keys()])
  })

  it('have the same placeholders', () => {
    expect(outline(prose, placeholders)).toEqual(outline(fr, placeholders))
    const inTitles = ({ sections }: Prose) => [...sections.values()].map(({ title }) => title.match(/\{\{.*?\}\}/g))
    expect(inTitles(prose)).toEqual(inTitles(fr))
  })
})

describe.each(all.flatMap(({ texts, ...one }) => texts.map((text) => ({ ...one, ...text }))))(
  'what $id says in $language',
  ({ id, lesson, source, prose, words }) => {
    it('has a title, a summary, and a title for each section', () => {
      const titles = [prose.title, prose.summary, ...[...prose.sections.values()].map(({ title }) => title)]
      expect(titles.filter((title) => title.trim() === '')).toEqual([])
    })

    it('has the words that the lesson asks for, and no other', () => {
      expect(words).toEqual([...source.matchAll(/wordOf\('[\w-]+', '([\w-]+)'\)/g)].map(([, name]) => name))
    })

    it('is for a lesson of that folder, step by step', () => {
      expect(lesson.id).toBe(id)
      expect([...prose.sections.keys()]).toEqual(lesson.steps.map((step) => step.id))
    })

    it('has every slot its steps need', () => {
      const missing = lesson.steps.flatMap((step) => {
        const said = slotsOf(prose.sections.get(step.id)!)
        return step.slots.filter((slot) => !said.includes(slot)).map((slot) => `${step.id}, ${slot}`)
      })
      expect(missing).toEqual([])
    })

    it('has no slot that nothing shows', () => {
      const choices = lesson.steps.flatMap((step) => (step.kind === 'prediction' ? step.ids! : []))
      const states = [...source.matchAll(/\bstate: '([\w-]+)'/g)].map(([, state]) => state!)
      const more: Partial<Record<Step['kind'], string[]>> = {
        run: ['after'],
        recap: ['source'],
        observation: [
          'before',
          'body',
          ...choices.map((choice) => `wrong:${choice}`),
          ...states.map((state) => `body:${state}`),
        ],
        task: ['after', ...states.map((state) => `observed:${state}`)],
      }
      const idle = lesson.steps.flatMap((step) => {
        const everywhere = ['read', 'read-title', ...step.slots, ...(more[step.kind] ?? [])]
        const shown = ['', ':simplified', ':spoken'].flatMap((variant) => everywhere.map((slot) => `${slot}${variant}`))
        return slotsOf(prose.sections.get(step.id)!).filter((slot) => !shown.includes(slot))
      })
      expect(idle).toEqual([])
    })

    it('has a name for each choice and each action, and hints in tiers', () => {
      for (const step of lesson.steps) {
        const section = prose.sections.get(step.id)!
        const listed = LISTED[step.kind]
        if (listed) expect([step.id, section.items(listed, {}).length]).toEqual([step.id, step.ids!.length])
        if (step.slots.includes('hints')) expect(section.items('hints', {}).length).toBeGreaterThanOrEqual(2)
      }
    })

    it('has a key for each action, which the screen does not need and no other action has', () => {
      const kept = [HINT, ...Object.values(MOVE_LETTERS)]
      for (const step of lesson.steps.filter(({ kind, ids }) => kind === 'task' && ids!.length > 0)) {
        const keys = prose.sections
          .get(step.id)!
          .keyed('actions', {})
          .map(({ key }) => key)
        expect([step.id, [...new Set(keys)]]).toEqual([step.id, keys])
        expect([step.id, keys.filter((key) => kept.includes(key))]).toEqual([step.id, []])
      }
    })

    it('says no key to press but those of its actions', () => {
      for (const step of lesson.steps.filter(({ kind, ids }) => kind === 'task' && ids!.length > 0)) {
        const section = prose.sections.get(step.id)!
        const keys = section.keyed('actions', {}).map(({ key }) => key)
        const raw = [...section.slots].filter(([name]) => !name.startsWith('actions')).flatMap(([, slot]) => slot)
        const text = raw.map((token) => token.raw.replace(/`.*?`|\{\{.*?\}\}/gs, '')).join(' ')
        // A letter on its own; « a » is a word too, in both languages, and « y » in French.
        const said = text.match(/(?<![\p{L}’'“-]|\d\s)[b-xz](?![\p{L}’'°-])/gu) ?? []
        expect([step.id, said.filter((key) => !keys.includes(key))]).toEqual([step.id, []])
      }
    })

    it('names only facts that the lesson learns', () => {
      const raw = [...prose.sections.values()].flatMap(({ title, slots }) => [
        title,
        ...[...slots.values()].flat().map((token) => token.raw),
      ])
      const names = raw.flatMap((text) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name!))
      const unknown = names.filter(
        (name) => ![...SCENE_FACTS, ...READ_FACTS].includes(name) && !new RegExp(`\\b${name}\\b(?!\\()`).test(source),
      )
      expect(unknown).toEqual([])
    })

    it('fits 80 columns in what is to be pasted', () => {
      const code = [...prose.sections.values()].flatMap(({ slots }) =>
        [...slots.values()].flat().filter((token) => token.type === 'code'),
      )
      const lines = code.flatMap((token) => (token as Tokens.Code).text.split('\n'))
      expect(lines.filter((line) => line.length > 80)).toEqual([])
    })
  },
)
