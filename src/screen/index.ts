// The screen's door: which form, which signs, which colours, decided once.
import { glyphs, wantsAscii } from './glyphs.js'
import { isOn } from './is-on.js'
import type { Page } from './page.js'
import { PlainScreen } from './plain.js'
import type { Screen } from './screen.js'
import { SimpleScreen } from './simple.js'
import type { Input } from './terminal/keyboard.js'
import { type Output, Paper } from './terminal/paper.js'
import { TerminalScreen } from './terminal/terminal-screen.js'
import { theme, wantsColors } from './theme.js'
import { drawnVoice, spokenVoice } from './voice.js'

export type * from './screen.js'
export { Interrupted } from './screen.js'

export interface ScreenOptions {
  /** Instead of the form that the rest calls for. */
  form?: Screen['form'] | undefined
  input: Input
  output: Output
  env: NodeJS.ProcessEnv
  /** `--no-color`: false. Absent: as the environment and the output say. */
  color?: boolean | undefined
  /** `--simple`. */
  simple?: boolean | undefined
  /** `--auto`: nothing is asked. */
  auto?: boolean | undefined
  /** Signs in ASCII. Absent: as the environment says. */
  ascii?: boolean | undefined
}

/** Makes the screen. The terminal is taken at the first question only; `close` gives it back. */
export function createScreen(options: ScreenOptions): Screen {
  const { input, output, env, color } = options
  const simple = options.simple || isOn(env.ACCESSIBLE)
  const form = options.form ?? formFor(options, simple)
  const colors = wantsColors({ color, env, isTTY: output.isTTY === true })
  const look = { theme: theme(colors), glyphs: glyphs(options.ascii ?? wantsAscii(env)) }
  if (form === 'terminal') return new TerminalScreen({ input, output, ...look })
  if (form === 'simple') return new SimpleScreen(input, output)
  const page: Page = { ...look, columns: Math.min(output.columns || 80, 80) }
  const paper = new Paper(output, { colors, ascii: look.glyphs.ascii })
  return new PlainScreen(paper, simple ? spokenVoice() : drawnVoice(page))
}

/** Nothing is asked without a terminal on both sides; a terminal that cannot be redrawn gets the simple form. */
function formFor({ input, output, env, auto }: ScreenOptions, simple: boolean): Screen['form'] {
  if (auto || !input.isTTY || !output.isTTY) return 'plain'
  return simple || env.TERM === 'dumb' ? 'simple' : 'terminal'
}
