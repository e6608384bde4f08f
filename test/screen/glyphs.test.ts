// Which signs a terminal can show.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { glyphs, toAscii, wantsAscii } from '../../src/screen/glyphs.js'

describe('whether to keep to ASCII signs', () => {
  it.each([
    ['no locale at all', {}, 'linux', false],
    ['UTF-8', { LANG: 'fr_FR.UTF-8' }, 'linux', false],
    ['C.utf8', { LANG: 'C.utf8' }, 'linux', false],
    ['another charset', { LANG: 'fr_FR.ISO-8859-1' }, 'linux', true],
    ['LC_ALL over LANG', { LC_ALL: 'C', LANG: 'fr_FR.UTF-8' }, 'linux', true],
    ['the Linux console', { TERM: 'linux', LANG: 'fr_FR.UTF-8' }, 'linux', true],
    ['Windows’ old console', {}, 'win32', true],
    ['Windows Terminal', { WT_SESSION: 'x' }, 'win32', false],
  ] as const)('%s', (_, env, platform, ascii) => {
    expect(wantsAscii(env, platform)).toBe(ascii)
  })

  it('writes the signs with others, and keeps the accents', () => {
    expect(toAscii('«\u00a0n° 3\u00a0» · 2 × carnet → l’équipe…')).toBe('"n° 3" - 2 x carnet -> l\'équipe...')
  })
})

it('leaves no sign that an old console lacks, in any text: Latin letters and signs of code pages 850 and 1252 alone', () => {
  const root = join(import.meta.dirname, '../..')
  const texts = ['lessons', 'src/i18n'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(md|json)$/.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  )
  expect(texts.length).toBeGreaterThan(30)
  expect(texts.flatMap((text) => toAscii(text).match(/[^\0-\xff]/g) ?? [])).toEqual([])
  const { ascii, ...signs } = glyphs(true)
  expect(ascii).toBe(true)
  expect(Object.values(signs).join('')).toMatch(/^[ -~]+$/)
})
