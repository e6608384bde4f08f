// A sitting at the course: the screen it is shown on, and what is said beside it.
import { Stage } from '../course/stage.js'
import { t } from '../i18n/index.js'
import type { PortHolder } from '../programs/port.js'
import { createScreen } from '../screen/index.js'
import type { Screen } from '../screen/screen.js'
import type { Globals } from './globals.js'
import { holderName } from './holder.js'

export interface Session {
  globals: Globals
  screen: Screen
  stage: Stage
  auto: boolean
}

/** Without a terminal nothing is ever asked: it plays itself, and says so. */
export function openSession(globals: Globals, auto: boolean): Session {
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true
  if (!terminal && !auto) console.error(t('course.noTerminal'))
  const screen = createScreen({
    auto: auto || !terminal,
    simple: globals.simple,
    color: globals.color,
    input: process.stdin,
    output: process.stdout,
    env: process.env,
  })
  return { globals, screen, stage: new Stage(screen), auto: auto || !terminal }
}

export function saySetAside(path: string): void {
  console.error(t('course.setAside', { path }))
}

/** On the page of who plays; beside the results where it plays itself. */
export function sayPortTaken({ auto, stage }: Session): (port: number, by: PortHolder) => void {
  return (port, by) => {
    const text = t('course.portTaken', { port, by: holderName(by) })
    if (auto) console.error(text)
    else stage.show([{ kind: 'prose', text }])
  }
}
