// Colours by what they mean, and the one decision whether there are any.
import pico from 'picocolors'

type Paint = (text: string) => string

export interface Theme {
  readonly colors: boolean
  readonly guide: Paint
  readonly now: Paint
  readonly past: Paint
  readonly break: Paint
  readonly title: Paint
  readonly strong: Paint
  readonly emphasis: Paint
  readonly code: Paint
  /** Said in passing: places, times, legends. */
  readonly quiet: Paint
  readonly key: Paint
  readonly marker: Paint
  readonly read: Paint
  readonly unread: Paint
  /** The key that leads on: the one to see first. */
  readonly way: Paint
  readonly trouble: Paint
  readonly cursor: Paint
}

/**
 * The theme, with or without colours. Texts keep the terminal's own colour, set off by weight or a line: cyan, green and
 * yellow can hardly be read on white, blue on black, and « bright black » is the background of Solarized's dark palette.
 * Colours are for signs alone, which a shape tells apart too; and bold, for PowerShell 5's plain magenta is its background.
 */
export function theme(colors: boolean): Theme {
  const c = pico.createColors(colors)
  return {
    colors,
    guide: c.dim,
    now: c.green,
    past: c.dim,
    break: (text) => c.bold(c.magenta(text)),
    title: c.bold,
    strong: c.bold,
    emphasis: c.italic,
    code: c.underline,
    quiet: c.dim,
    key: c.bold,
    marker: (text) => c.bold(c.magenta(text)),
    read: c.dim,
    unread: c.bold,
    way: (text) => c.bold(c.underline(text)),
    trouble: (text) => c.bold(c.red(text)),
    cursor: c.inverse,
  }
}

/**
 * Whether to colour: the flag, then NO_COLOR (https://no-color.org: an empty one does not count), then
 * FORCE_COLOR (0 or false: no), then TERM=dumb and whether the output is a terminal.
 */
export function wantsColors(options: { color?: boolean | undefined; env: NodeJS.ProcessEnv; isTTY: boolean }): boolean {
  const { color, env, isTTY } = options
  if (color !== undefined) return color
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return !['0', 'false'].includes(env.FORCE_COLOR)
  return isTTY && env.TERM !== 'dumb'
}

const SGR = /\x1b\[[0-9;]*m/g

/** A text without its colours; the cursor's moves stay. */
export function stripColors(text: string): string {
  return text.replace(SGR, '')
}
