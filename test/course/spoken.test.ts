// `--simple`: what each lesson says aloud, in both languages, has no sign in it and nothing for the eye alone.
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { listLessons } from '../../src/course/catalogue.js'
import { readProse, type Section } from '../../src/course/prose.js'
import { language, setLanguage } from '../../src/i18n/index.js'
import { TEXTS } from '../../src/i18n/languages.js'
import { packageRoot } from '../../src/package-root.js'
import type { Block } from '../../src/screen/screen.js'
import { speakable, spokenBlock } from '../../src/screen/spoken.js'
import { unfitForTheEar } from '../support/ear.js'

const usual = language()
afterAll(() => setLanguage(usual))

/** All that a section may say, but what is to be copied as it stands. */
function said(section: Section): string[] {
  const aloud = section.as('spoken')
  const slots = [...aloud.slots.keys()].filter((slot) => !slot.endsWith(':spoken'))
  // A table's column may bear a name that a tool gives it.
  const isSaid = (block: Block) => block.kind !== 'command'
  return [
    speakable(aloud.title),
    ...slots.flatMap((slot) => aloud.blocks(slot, {}).filter(isSaid).flatMap(spokenBlock)),
  ]
}

describe.each(['fr', 'en'] as const)('said aloud in %s', (lang) => {
  it.each(listLessons())('lesson $number says nothing for the eye alone', ({ id }) => {
    setLanguage(lang)
    const { title, summary, intro, sections } = readProse(join(packageRoot, 'lessons', id), lang)
    const texts = [title, summary, ...[intro, ...sections.values()].flatMap((section) => [...said(section)])]
    expect(texts.flatMap((text) => unfitForTheEar(text, lang))).toEqual([])
  })

  it('the screen’s own sentences say nothing for the eye alone', () => {
    const { spoken } = TEXTS[lang].screen
    expect(Object.values(spoken).flatMap((text) => unfitForTheEar(JSON.stringify(text), lang))).toEqual([])
  })
})

it('no part of a section is told in two ways at once: simplified, and for the ear', () => {
  const twice = listLessons().flatMap(({ id }) =>
    [...readProse(join(packageRoot, 'lessons', id), 'fr').sections].flatMap(([step, { slots }]) =>
      [...slots.keys()]
        .filter((slot) => slots.has(`${slot}:simplified`) && slots.has(`${slot}:spoken`))
        .map(() => step),
    ),
  )
  expect(twice).toEqual([])
})
