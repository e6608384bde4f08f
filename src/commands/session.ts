// A sitting at the course: the screen it is shown on, and what is said beside it.
import { Stage } from '../course/stage.js'
import { t } from '../i18n/index.js'
import type { PortHolder } from '../programs/port.js'
import { createScreen } from '../screen/index.js'
import type { Screen } from '../screen/screen.js'
import { aside } from './aside.js'
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
  if (!terminal && !auto) aside(t('course.noTerminal'))
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

/** Says something beside the lesson: on the page of who plays, for it would spoil it otherwise; else on stderr. */
export function tell({ auto, stage }: Session, text: string): void {
  if (auto) aside(text)
  else stage.show([{ kind: 'prose', text }])
}

export function saySetAside(session: Session): (path: string) => void {
  return (path) => tell(session, t('course.setAside', { path }))
}

export function sayPortTaken(session: Session): (port: number, by: PortHolder) => void {
  return (port, by) => tell(session, t('course.portTaken', { port, by: holderName(by) }))
}
