// Redrawing in place: whatever the frames and the sizes of the terminal, it shows the last frame and nothing stale.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FramePrompt } from '../../../src/screen/terminal/frame-prompt.js'
import { Keyboard } from '../../../src/screen/terminal/keyboard.js'
import { Paper } from '../../../src/screen/terminal/paper.js'
import type { TerminalScreen } from '../../../src/screen/terminal/terminal-screen.js'
import { counter, MemoryTerminal, page } from '../support.js'
import { line, open, question, story } from './open-screen.js'

describe('redrawing', () => {
  it('survives 80 → 44 → 80 columns, in every kind of prompt', async () => {
    const { terminal, screen } = open()
    screen.print([...story])
    const move = screen.pause('continuer')
    const before = await terminal.history()
    await terminal.resize(44)
    expect(`\n${await terminal.history()}\n`).toMatchInlineSnapshot(`
      "
      ◆  Le destinataire                       1/6
      │
      │  Une équipe arrive après tout le monde.
      │  Que lit-elle, et que reste-t-il après
      │  elle au casier ?
      │
      └  Entrée continuer · p passer · r relire
         q quitter
      "
    `)
    await terminal.resize(80)
    expect(await terminal.history()).toBe(before)
    terminal.press('Enter')
    await move
    const answer = screen.ask(question)
    const asked = await terminal.history()
    for (const columns of [44, 80, 200, 40, 80]) await terminal.resize(columns)
    expect(await terminal.history()).toBe(asked)
    terminal.press('a')
    expect(await answer).toEqual({ choice: 'none' })
  })

  it('shows the last frame once the terminal is large again, after any size, in every kind of prompt', async () => {
    const prompts = [
      (screen: TerminalScreen) => screen.pause('continuer'),
      (screen: TerminalScreen) => screen.ask(question),
      (screen: TerminalScreen) => screen.confirm('Effacer ?'),
      (screen: TerminalScreen) => {
        const live = screen.live({ heading: question.heading, body: question.body, field: { label: 'Phrase' } })
        live.line(line(0))
        live.picture([counter([{ end: 1, bookmark: 1 }])])
        return live.next()
      },
    ]
    for (const ask of prompts) {
      const { terminal, screen } = open(80, 30)
      const asked = ask(screen)
      asked.catch(() => {})
      terminal.press('Left')
      const before = await terminal.visible()
      for (const [columns, rows] of [
        [40, 20],
        [20, 5],
        [200, 50],
        [41, 7],
        [80, 30],
      ] as const) {
        await terminal.resize(columns, rows)
        expect(await terminal.visible()).not.toBe('')
      }
      expect(await terminal.visible()).toBe(before)
      screen.close()
    }
  })

  // Clack throws on a frame one line shorter, smears one that is too high, and miscounts wrapped lines: whatever
  // the frames and the sizes, the terminal must show exactly the last one under what was there before.
  it('always shows the last frame, whatever the frames before and the sizes of the terminal', async () => {
    const text = fc.constantFrom('', 'a', '◆  lettre', '│  un peu plus de mots', 'mot '.repeat(20), 'x'.repeat(80))
    const frame = fc.array(text, { minLength: 1, maxLength: 6 })
    const step = fc.oneof({ weight: 4, arbitrary: frame }, { weight: 1, arbitrary: fc.constantFrom(40, 44, 60, 80) })
    const runs = process.env.GUICHET_LONG ? 2000 : 60
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const terminal = new MemoryTerminal(80, 16)
        const paper = new Paper(terminal.output, { colors: true, ascii: false })
        const keyboard = new Keyboard(terminal.input, () => {})
        paper.write('au-dessus\n')
        let shown = ['début']
        const fitting = () => shown.map((line) => line.slice(0, terminal.output.columns).trimEnd())
        const part = { press: () => undefined, lines: fitting, rest: fitting }
        const host = { input: keyboard.listen(() => {}), paper, page: () => page(terminal.output.columns), onEnd() {} }
        const prompt = new FramePrompt<void>(part, host)
        const done = prompt.run()
        terminal.output.on('resize', () => prompt.resize())
        for (const next of steps) {
          if (typeof next === 'number') await terminal.resize(next)
          else {
            shown = next
            prompt.redraw()
          }
          expect(await terminal.history()).toBe(['au-dessus', ...fitting()].join('\n').trimEnd())
        }
        prompt.finish()
        await done
        paper.write('au-dessous\n')
        expect(await terminal.history()).toBe(['au-dessus', ...fitting(), 'au-dessous'].join('\n'))
        keyboard.close()
      }),
      { numRuns: runs },
    )
  }, 120_000)
})
