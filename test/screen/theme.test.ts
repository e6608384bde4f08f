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

  it('takes colours out, and leaves the moves of the cursor', () => {
    expect(stripColors('\x1b[1;32m◆\x1b[39m\x1b[2A\x1b[J')).toBe('◆\x1b[2A\x1b[J')
  })
})
