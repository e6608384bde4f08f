// Colours by meaning, and none where none belong.
import { describe, expect, it } from 'vitest'
import { stripColors, theme, wantsColors } from '../../src/screen/theme.js'

describe('whether to colour', () => {
  const cases: [string, Parameters<typeof wantsColors>[0], boolean][] = [
    ['a terminal', { env: {}, isTTY: true }, true],
    ['not a terminal', { env: {}, isTTY: false }, false],
    ['not a terminal, in CI', { env: { CI: '1' }, isTTY: false }, false],
    ['NO_COLOR', { env: { NO_COLOR: '1' }, isTTY: true }, false],
    ['an empty NO_COLOR', { env: { NO_COLOR: '' }, isTTY: true }, true],
    ['FORCE_COLOR, not a terminal', { env: { FORCE_COLOR: '1' }, isTTY: false }, true],
    ['FORCE_COLOR=0', { env: { FORCE_COLOR: '0' }, isTTY: true }, false],
    ['NO_COLOR and FORCE_COLOR', { env: { NO_COLOR: '1', FORCE_COLOR: '1' }, isTTY: true }, false],
    ['TERM=dumb', { env: { TERM: 'dumb' }, isTTY: true }, false],
    ['TERM=dumb but FORCE_COLOR', { env: { TERM: 'dumb', FORCE_COLOR: '1' }, isTTY: true }, true],
    ['--no-color against FORCE_COLOR', { color: false, env: { FORCE_COLOR: '1' }, isTTY: true }, false],
  ]
  it.each(cases)('%s', (_, options, colored) => {
    expect(wantsColors(options)).toBe(colored)
  })

  it('writes no code at all without colours', () => {
    const plain = theme(false)
    expect(plain.strong('lettre') + plain.marker('▲')).toBe('lettre▲')
  })

  // Cyan, green and yellow on white, blue on black, bright black in Solarized, plain magenta in PowerShell 5: not legible.
  it('leaves texts the terminal’s own colour, or bold red', () => {
    const { guide, past, title, strong, emphasis, code, quiet, key, read, unread, way, trouble } = theme(true)
    for (const paint of [guide, past, title, strong, emphasis, code, quiet, key, read, unread, way]) {
      expect(paint('x')).not.toMatch(/\x1b\[(3|9)[0-7]m/)
    }
    expect(trouble('x')).toMatch(/^\x1b\[1m\x1b\[31mx/)
  })

  it('takes colours out, and leaves the moves of the cursor', () => {
    expect(stripColors('\x1b[1;32m◆\x1b[39m\x1b[2A\x1b[J')).toBe('◆\x1b[2A\x1b[J')
  })
})
