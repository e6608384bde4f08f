// Columns as a terminal counts them, and lines cut to fit them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut, spread, widthOf, wrap, wrapCode } from '../../src/screen/width.js'

describe('wrapping', () => {
  it('never breaks at a no-break space', () => {
    expect(wrap('combien en lira-t-il\u00a0?', 20)).toEqual(['combien en', 'lira-t-il\u00a0?'])
  })

  it('gives no line wider than asked, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 2, max: 120 }), (text, width) => {
        for (const line of wrap(text, width)) expect(widthOf(line)).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('cutting', () => {
  it('says where it was cut', () => {
    expect(cut('1 × stylo bille', 9, '…')).toBe('1 × styl…')
    expect(cut('1 × stylo', 9, '…')).toBe('1 × stylo')
  })
})

describe('spreading', () => {
  it('puts the right part against the edge, or says that there is no room', () => {
    expect(spread('guichet', '10:42', 20)).toBe('guichet        10:42')
    expect(spread('guichet', '10:42', 13)).toBeUndefined()
  })
})

describe('wrapping code', () => {
  it('keeps its spaces, and goes on further in', () => {
    expect(wrapCode("  fromBeginning: options.from === 'earliest',", 34)).toEqual([
      '  fromBeginning: options.from ===',
      "      'earliest',",
    ])
    expect(wrapCode('  return', 34)).toEqual(['  return'])
  })
})
