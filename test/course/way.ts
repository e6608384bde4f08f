// The way through a lesson, as a learner goes: each screen by what shows that it is there, and the key that leads on.
import type { Terminal } from '../support/terminal.js'

export interface Screen {
  name: string
  see: RegExp
  key: string
}

/** The foot of a screen that waits for Enter. */
export const GO_ON = '(?:Entrée|Enter) ?:? ?(?:continuer|continue)'

/** The foot of what is read before programs start, where it is long at that width. */
const START = /(?:Entrée|Enter) ?:? ?(?:lancer|start)[^\n]*(?:\n +[pqr] [^\n]*)?\s*$/

/** A step that is on view, the last one, with this under its heading. */
export function stepOf(steps: number): (step: number, foot?: string) => RegExp {
  return (step, foot = GO_ON) => new RegExp(`${step}/${steps}(?![\\s\\S]*\\d/${steps})[\\s\\S]*${foot}`)
}

/**
 * Goes on as far as a screen's being there, or to the end. Each screen is told as it was seen, before its key is pressed.
 * @param within milliseconds for each screen
 */
export async function follow(
  terminal: Terminal,
  way: Screen[],
  { to, within = 20_000, seen }: { to?: string; within?: number; seen?: (name: string, shown: string) => void } = {},
): Promise<void> {
  for (const { name, see, key } of way) {
    const there = (screen: string) => see.test(screen.replaceAll('\u00a0', ' '))
    const starts = (screen: string) => START.test(screen.replaceAll('\u00a0', ' '))
    let shown = await terminal.waitFor((screen) => there(screen) || starts(screen), within)
    if (!there(shown)) {
      seen?.(name && `${name} …`, shown)
      terminal.press('Enter')
      shown = await terminal.waitFor(there, within)
    }
    seen?.(name, shown)
    if (name === to) return
    if (key.endsWith('\r')) terminal.type(key)
    else terminal.press(key)
  }
}
