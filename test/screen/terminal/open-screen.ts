// What the tests of the whole screen share: one on a terminal in memory, and what is shown on it.
import { onTestFinished } from 'vitest'
import { glyphs } from '../../../src/screen/glyphs.js'
import type { EventLine, Question } from '../../../src/screen/screen.js'
import { TerminalScreen } from '../../../src/screen/terminal/terminal-screen.js'
import { theme } from '../../../src/screen/theme.js'
import { MemoryTerminal } from '../support.js'

/** A screen on a terminal in memory, closed when the test ends. */
export function open(columns = 80, rows = 24, colors = false) {
  const terminal = new MemoryTerminal(columns, rows)
  const screen = new TerminalScreen({
    input: terminal.input,
    output: terminal.output,
    theme: theme(colors),
    glyphs: glyphs(false),
  })
  onTestFinished(() => screen.close())
  return { terminal, screen }
}

export const story = [
  { kind: 'heading', glyph: 'now', title: 'Le destinataire', place: { step: 1, steps: 6 } },
  {
    kind: 'prose',
    text: 'Une équipe arrive après tout le monde. Que lit-elle, et que reste-t-il après elle au casier ?',
  },
] as const
export const question: Question = {
  heading: { kind: 'heading', glyph: 'now', title: 'Combien ?', place: { step: 2, steps: 6 } },
  body: [{ kind: 'prose', text: 'Cinq lettres attendent.' }],
  choices: [
    { id: 'none', label: 'Aucune.' },
    { id: 'all', label: 'Toutes.' },
  ],
  hints: ['Regardez le casier.'],
}
export const line = (n: number): EventLine => ({
  who: 'tracker',
  wide: `lit n° ${n}`,
  narrow: `lit n° ${n}`,
  spoken: '',
})
