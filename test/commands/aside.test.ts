// What commands say in sentences, on a terminal of any width.
import { expect, it } from 'vitest'
import { wrapped } from '../../src/commands/aside.js'

const LONG = `Le port est occupé par le programme nginx${'\u00a0'}: le bureau n’a pas pu y ouvrir. Rejouez la leçon${'\u00a0'}: npm start -- lecon 12`

it('wraps between words at any width, and never within a command to paste', () => {
  for (let width = 25; width <= 80; width++) {
    const lines = wrapped(LONG, width).split('\n')
    expect(lines.length).toBeGreaterThan(1)
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width)
    expect(lines.join(' ')).toBe(LONG)
    expect(lines.some((line) => line.includes('npm start -- lecon 12'))).toBe(true)
  }
})

it('leaves what is set in as it is', () => {
  const trace = `    at ${'x'.repeat(100)} (file.js:1:1)`
  expect(wrapped(`Une erreur\n${trace}`, 80)).toBe(`Une erreur\n${trace}`)
})
