// The keys of texts that the sources ask for, found by reading them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.js'

const ROOT = join(packageRoot, 'src')

export interface Asked {
  /** Relative to src/. */
  file: string
  /** The key, or a template with a star for each `${…}`. */
  key: string
}

/** Every source file that may speak to the user: all but the broker's. */
export function sources(): { file: string; text: string }[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('broker/'))
    .sort()
    .map((file) => ({ file, text: withoutComments(readFileSync(join(ROOT, file), 'utf8')) }))
}

/** The literals and templates among the first arguments of `t(…)` and `has(…)` calls. */
export function askedKeys({ file, text }: { file: string; text: string }): Asked[] {
  const calls = [...text.matchAll(/(?<![.\w])(?:t|has)\(/g)].map(({ index, 0: { length } }) =>
    firstArgument(text.slice(index + length)),
  )
  return calls.flatMap(literals).map((key) => ({ file, key: key.replace(/\$\{[^}]*\}/g, '*') }))
}

/** Literals that look like one of our keys wherever they stand: helpers are handed keys too. */
export function mentionedKeys({ file, text }: { file: string; text: string }, groups: Set<string>): Asked[] {
  return literals(text)
    .filter(
      (key) =>
        /^(screen:|diagnostic:)?[a-z]+(\.[\w-]+)+$/.test(key) && !/\.(ts|js|json|jsonl|log|md|mjs|io)$/.test(key),
    )
    .filter((key) => key.includes(':') || groups.has(key.split('.')[0]!))
    .map((key) => ({ file, key }))
}

/** The evidence that the probes tell: the first arguments of their `says(…)`. */
export function evidenceKeys(): string[] {
  const keys = sources().flatMap(({ text }) =>
    [...text.matchAll(/(?<![.\w])says\(/g)].flatMap(({ index, 0: { length } }) =>
      literals(firstArgument(text.slice(index + length))),
    ),
  )
  return [...new Set(keys)]
}

/** Codes of the failures that `commands/failure.ts` turns into `errors.<code>`. */
export function errorCodes(): string[] {
  const codes = sources().flatMap(({ text }) => {
    const thrown = [...text.matchAll(/new (?:OfficeError|ProgramError)\(\s*'([\w-]+)'/g)]
    // Kafka's refusals, by their Kafka name.
    const mapped = [...text.matchAll(/^\s+[A-Z][A-Z_]+: '([a-z]+(?:-[a-z]+)+)',$/gm)]
    return [...thrown, ...mapped].map(([, code]) => code!)
  })
  return [...new Set(codes)]
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** Up to the comma or the parenthesis that ends it. */
function firstArgument(text: string): string {
  let depth = 0
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (quote) {
      if (char === '\\') at++
      else if (char === quote) quote = ''
    } else if ("'`".includes(char)) quote = char
    else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char) && depth-- === 0) return text.slice(0, at)
    else if (char === ',' && depth === 0) return text.slice(0, at)
  }
  return text
}

function literals(text: string): string[] {
  return [...text.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, plain, template]) => plain ?? template!,
  )
}
