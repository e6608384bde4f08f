// The interface's texts as they lie on disk, flattened, for the tests that hold the languages side by side.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../src/i18n/language.js'
import { packageRoot } from '../../src/package-root.js'

/** The files of a language's folder that hold its texts, each a namespace. */
export const FILES = ['app', 'screen', 'diagnostic'] as const

/** Every text of a file by its whole key: `events.read.wide`. */
export function readTexts(file: (typeof FILES)[number] | 'broker', language: Language): Map<string, string> {
  const path = join(packageRoot, 'src', 'i18n', language, `${file}.json`)
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
