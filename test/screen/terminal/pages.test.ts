// What is printed at once and is higher than the terminal is read page by page: nothing goes out of sight unread.
import { afterEach, expect, it } from 'vitest'
import { glyphs } from '../../../src/screen/glyphs.js'
import type { Block, Move } from '../../../src/screen/screen.js'
import { TerminalScreen } from '../../../src/screen/terminal/terminal-screen.js'
import { theme } from '../../../src/screen/theme.js'
import { MemoryTerminal } from '../support.js'

let screen: TerminalScreen | undefined
afterEach(() => screen?.close())

const recap = (paragraphs: number): Block[] => [
  { kind: 'heading', glyph: 'past', title: 'À retenir' },
  ...Array.from(
    { length: paragraphs },
    (_, n): Block => ({ kind: 'prose', text: `Paragraphe ${n}, ${'mot '.repeat(20)}` }),
  ),
]

/** A terminal that has asked something before. */
async function opened(columns: number, rows: number): Promise<{ terminal: MemoryTerminal; screen: TerminalScreen }> {
  const terminal = new MemoryTerminal(columns, rows)
  const { input, output } = terminal
  screen = new TerminalScreen({ input, output, theme: theme(false), glyphs: glyphs(false) })
  const move = screen.pause('continuer')
  terminal.press('Enter')
  await move
  return { terminal, screen }
}

it('shows each line, in order, on a page that is whole on the terminal', async () => {
  const { terminal, screen } = await opened(40, 20)
  screen.print(recap(6))
  screen.print([{ kind: 'prose', text: 'La fin.' }])
  let ended: Move | undefined
  const move = screen.pause('leçon 5').then((made) => (ended = made))
  const seen: string[] = []
  for (;;) {
    const shown = await terminal.visible()
    seen.push(...(shown.match(/Paragraphe \d|À retenir|La fin/g) ?? []))
    expect(shown).toMatch(/Entrée (la suite|leçon 5)/)
    const last = shown.includes('leçon 5')
    terminal.press('Enter')
    if (last) break
    await terminal.settle()
    expect(ended).toBeUndefined()
  }
  expect(await move).toBe('next')
  expect([...new Set(seen)]).toEqual(['À retenir', ...[0, 1, 2, 3, 4, 5].map((n) => `Paragraphe ${n}`), 'La fin'])
  expect((await terminal.history()).match(/Paragraphe \d/g)).toHaveLength(6)
})

it('begins with the very first screen', async () => {
  const terminal = new MemoryTerminal(40, 20)
  const { input, output } = terminal
  screen = new TerminalScreen({ input, output, theme: theme(false), glyphs: glyphs(false) })
  screen.print(recap(6))
  const move = screen.pause('leçon 1')
  const shown = await terminal.visible()
  expect(shown).toContain('À retenir')
  expect(shown).toMatch(/Entrée la suite/)
  terminal.press('q')
  expect(await move).toBe('quit')
})

it('asks no more than one Enter where all fits', async () => {
  const { terminal, screen } = await opened(80, 24)
  screen.print(recap(4))
  const move = screen.pause('leçon 5')
  expect(await terminal.history()).not.toContain('la suite')
  terminal.press('Enter')
  expect(await move).toBe('next')
})

it('takes the other keys on any page, and then shows all', async () => {
  const { terminal, screen } = await opened(40, 20)
  screen.print(recap(6))
  const move = screen.pause('leçon 5')
  await terminal.shows('la suite')
  terminal.press('p')
  expect(await move).toBe('skip')
  expect(await terminal.history()).toContain('Paragraphe 5')
})

it('prints all at once where no pause follows, and at the end', async () => {
  const { terminal, screen } = await opened(40, 20)
  screen.print(recap(6))
  await terminal.shows('Paragraphe 5')
  screen.print(recap(8))
  screen.close()
  expect(await terminal.history()).toContain('Paragraphe 7')
  screen.print(recap(9))
  expect(await terminal.history()).toContain('Paragraphe 8')
})
