// The pages for people: where they are, and what is in them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.js'

export interface Page {
  /** From the root of the repository. */
  path: string
  text: string
}

const read = (path: string): Page => ({ path, text: readFileSync(join(packageRoot, path), 'utf8') })

/** Every page of prose but the lessons', which have their own tests. */
export const pages: Page[] = [
  ...readdirSync(packageRoot).filter((name) => name.endsWith('.md')),
  ...(existsSync(join(packageRoot, 'docs')) ? readdirSync(join(packageRoot, 'docs')) : [])
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map(read)

export function page(path: string): string {
  return read(path).text
}

interface Fence {
  language: string
  text: string
}

/** The fenced blocks of a page, in order. */
export function fences(text: string): Fence[] {
  return [...text.matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```$/gm)].map(([, language = '', body = '']) => ({
    language,
    text: body,
  }))
}

/** The command lines a page gives to be typed, one by one, its `sh` blocks in order. */
export function commandLines(text: string): string[] {
  return fences(text)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text: lines }) => lines.split('\n'))
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'))
}
