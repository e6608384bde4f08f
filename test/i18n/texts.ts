// The interface's texts as they lie on disk, flattened, for the tests that hold the two languages side by side.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../src/i18n/language.js'
import { packageRoot } from '../../src/package-root.js'

/** The pairs of files: `fr.json` and `en.json`, `screen.fr.json` and `screen.en.json`. */
export const FILES = ['', 'screen.', 'diagnostic.'] as const

/** Every text of a file by its whole key: `events.read.wide`. */
export function readTexts(file: (typeof FILES)[number], language: Language): Map<string, string> {
  const path = join(packageRoot, 'src', 'i18n', `${file}${language}.json`)
  return new Map(flatten(JSON.parse(readFileSync(path, 'utf8')), ''))
}

function flatten(value: object, prefix: string): [string, string][] {
  return Object.entries(value).flatMap(([key, child]): [string, string][] =>
    typeof child === 'string' ? [[prefix + key, child]] : flatten(child, `${prefix}${key}.`),
  )
}

/** A key without its plural ending: what the code asks for. */
export function withoutPlural(key: string): string {
  return key.replace(/_(one|many|other)$/, '')
}

/** The placeholders of a text, sorted: `{{broker}}`, `{{kept, letters}}`. */
export function placeholders(text: string): string[] {
  return (text.match(/\{\{.*?\}\}/g) ?? []).sort()
}
