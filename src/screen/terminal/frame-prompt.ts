// The one subclass of clack's Prompt: it shows any part, gives it the keys, and has a single way out.

import type { Readable } from 'node:stream'
import { isCancel, Prompt, settings } from '@clack/core'
import { t } from '../../i18n/index.js'
import type { Page } from '../page.js'
import { Interrupted } from '../screen.js'
import { footLines } from './footer.js'
import type { Paper } from './paper.js'
import type { Part, Press } from './part.js'
import { reflowedHeight } from './reflow.js'

// For us Escape opens the menu; clack would cancel.
settings.aliases.delete('escape')

/** A frame taller than the terminal corrupts what follows; two lines of air are kept. */
const AIR = 2

interface Host {
  input: Readable
  paper: Paper
  page(): Page
  /** Called once, when the frame has become ordinary lines. */
  onEnd(): void
}

export class FramePrompt<T> extends Prompt<T> {
  readonly #part: Part<T>
  readonly #host: Host
  #height = 0
  #mark = false
  #painted = ''
  #more: string[] = []

  constructor(part: Part<T>, host: Host) {
    const draw = function (this: unknown): string {
      return (this as FramePrompt<T>).#frame()
    }
    super({ render: draw, input: host.input, output: host.paper }, false)
    this.#part = part
    this.#host = host
    this.on('key', (character, key) => this.#onKey(character, key))
  }

  /** Shows the part until a key ends it. Rejects with Interrupted on Ctrl-C and when the screen is closed. */
  async run(): Promise<T> {
    const value = await this.prompt()
    if (isCancel(value)) throw new Interrupted()
    return value as T
  }

  /** Draws again what has changed. */
  redraw(): void {
    if (!this.#over) this.#host.paper.redraw()
  }

  /** Draws all again after the terminal took another size: it has wrapped the old frame in its own way. */
  resize(): void {
    if (this.#over) return
    const { paper } = this.#host
    const up = reflowedHeight(this.#painted, paper.columns) - 1
    paper.redrawSilently()
    paper.write(`\r${up > 0 ? `\x1b[${up}A` : ''}\x1b[J${this.#painted}`)
  }

  paste(text: string, entered: boolean): void {
    if (this.#over) return
    this.#part.paste?.(text, entered)
    this.redraw()
  }

  /** Ends it from outside, as a key would. */
  finish(value: T): void {
    this.#end('submit', value)
  }

  /** Ends it as Ctrl-C would. */
  interrupt(): void {
    this.#end('cancel')
  }

  protected override close(): void {
    super.close()
    if (this.#more.length > 0) this.#host.paper.write(`${this.#more.join('\n')}\n`)
    this.#more = []
    this.#host.onEnd()
  }

  protected override _shouldSubmit(): boolean {
    return false
  }

  get #over(): boolean {
    return this.state === 'submit' || this.state === 'cancel'
  }

  #end(state: 'submit' | 'cancel', value?: T): void {
    if (this.#over) return
    this.value = value
    this.state = state
    this.#host.paper.redraw()
    this.close()
  }

  #onKey(character: string | undefined, key: Parameters<typeof press>[1]): void {
    if (key.ctrl && key.name === 'd') {
      this.state = 'cancel'
      return
    }
    if (key.ctrl) return
    // Escape and a letter typed at once reach us as one key.
    if (key.meta && key.name !== 'escape') this.#give({ name: 'escape' })
    this.#give(press(character, key))
  }

  #give(key: Press): void {
    const outcome = this.#part.press(key)
    if (!outcome) return
    this.value = outcome.value
    this.state = 'submit'
  }

  #frame(): string {
    const page = this.#host.page()
    const height = Math.max(this.#host.paper.rows - AIR, 3)
    const lines = this.#over ? this.#part.rest(page) : this.#part.lines(page, height)
    if (this.state === 'cancel') lines.push(...footLines([], page, t('screen:interrupted')))
    // What stays is whole: all that the last frame cannot hold is written under it.
    this.#more = this.#over ? lines.slice(height) : []
    const shown = this.#over ? lines.slice(0, height) : lines.slice(-height)
    // The cursor waits on a line of its own: terminals do not agree on how they wrap the cursor's line when resized.
    if (!this.#over) shown.push('')
    // Clack throws when a frame only gets one line shorter: whenever its height changes, the first line does too.
    if (shown.length !== this.#height) this.#mark = !this.#mark
    this.#height = shown.length
    if (this.#mark) shown[0] += '\x1b[0m'
    this.#painted = shown.join('\n')
    return this.#painted
  }
}

interface Key {
  name?: string | undefined
  sequence?: string | undefined
  ctrl?: boolean | undefined
  meta?: boolean | undefined
}

const NAMES: Record<string, string> = { return: 'enter' }

function press(character: string | undefined, { name = '', sequence = '', meta }: Key): Press {
  const typed = meta ? sequence.slice(1) : (character ?? '')
  const char = /^[^\x00-\x1f\x7f]+$/u.test(typed) ? typed : undefined
  return { name: NAMES[name] ?? name, char }
}
