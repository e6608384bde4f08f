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
  readonly ok: Paint
  readonly trouble: Paint
  readonly cursor: Paint
}

/** The theme, with or without colours. */
export function theme(colors: boolean): Theme {
  const c = pico.createColors(colors)
  return {
    colors,
    guide: c.gray,
    now: c.green,
    past: c.gray,
    break: c.yellow,
    title: c.bold,
    strong: c.bold,
    emphasis: c.italic,
    code: c.cyan,
    quiet: c.dim,
    key: c.bold,
    marker: (text) => c.bold(c.magenta(text)),
    read: c.dim,
    unread: c.cyan,
    ok: c.green,
    trouble: c.yellow,
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
