// The READMEs' pictures show the program as it is. UPDATE=1 makes them anew: so does `node scripts/pictures.mjs`.
// A lesson's pages are held against those the end-to-end tests have just seen; the long run plays it again.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { maskPage } from '../e2e/screen-masks.js'
import { page } from './pages.js'

const IMAGES = join(packageRoot, 'docs', 'images')
const make = (...args: string[]) =>
  execFileSync(process.execPath, [join(packageRoot, 'scripts', 'pictures.mjs'), ...args], { stdio: 'pipe' })

beforeAll(() => {
  if (process.env.UPDATE) make()
}, 120_000)

/** The pages of a picture: their names, and their text as on the terminal. */
function pagesOf(svg: string): { name: string; text: string }[] {
  return [...svg.matchAll(/data-page="([^"]+)">\n([\s\S]*?)\n<\/g>/g)].map(([, name = '', rows = '']) => {
    const lines: string[] = []
    for (const [, y, spans = ''] of rows.matchAll(/<text y="([\d.]+)"[^>]*>(.*?)<\/text>/g)) {
      let line = ''
      for (const [, x, words = ''] of spans.matchAll(/<tspan x="([\d.]+)"[^>]*>(.*?)<\/tspan>/g)) {
        line = line.padEnd(Math.round((Number(x) - 16) / 8.4)) + unescaped(words)
      }
      lines[(Number(y) - 73) / 19] = line
    }
    return { name, text: Array.from(lines, (line) => line ?? '').join('\n') }
  })
}

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
const plain = (text: string) => text.replaceAll('\u00a0', ' ').trimEnd()

describe.skipIf(process.platform === 'win32')('the pictures', { timeout: 60_000 }, () => {
  it.each(['fr', 'en'])('of lesson 4 in %s are the pages that are seen', (language) => {
    const seen = readFileSync(join(packageRoot, `test/e2e/screens/lesson-4.${language}.80x24.txt`), 'utf8')
    const pages = new Map(
      seen
        .split('════ ')
        .slice(1)
        .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
    )
    const shown = pagesOf(readFileSync(join(IMAGES, `lecon.${language}.svg`), 'utf8'))
    expect(shown.map(({ name }) => name)).toEqual(['lara posts', 'the question', 'the tracker reads', 'what it read'])
    for (const { name, text } of shown) expect(plain(maskPage(text, 80))).toBe(plain(pages.get(name) ?? ''))
  })

  it('of the diagnostic are what it says', () => {
    make('--check', 'diagnostic.fr', 'diagnostic.en')
  })

  if (process.env.GUICHET_LONG) {
    it('are all what the program shows', { timeout: 120_000 }, () => {
      make('--check')
    })
  }

  it('are small, and have words for who does not see them', () => {
    for (const name of readdirSync(IMAGES)) {
      const file = join(IMAGES, name)
      expect(statSync(file).size, name).toBeLessThan(30_000)
      expect(readFileSync(file, 'utf8'), name).toMatch(/<title id="title">[^<]{20,}<\/title>/)
    }
  })

  it('are the ones the READMEs show', () => {
    const used = ['README.fr.md', 'README.md'].flatMap((readme) =>
      [...page(readme).matchAll(/docs\/images\/([\w.]+\.svg)/g)].map(([, name]) => name),
    )
    expect(used.sort()).toEqual(readdirSync(IMAGES).sort())
  })
})
