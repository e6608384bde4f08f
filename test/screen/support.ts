// What the screen's tests share: French, pages of a given width, and a terminal in memory.
import { PassThrough, Writable } from 'node:stream'
import xterm from '@xterm/headless'
import { setLanguage } from '../../src/i18n/index.js'
import { glyphs } from '../../src/screen/glyphs.js'
import type { Page } from '../../src/screen/page.js'
import type { CounterPicture, DrawerPicture } from '../../src/screen/screen.js'
import { stripColors, theme } from '../../src/screen/theme.js'
import { widthOf } from '../../src/screen/width.js'

setLanguage('fr')

export function page(columns: number, look: { colors?: boolean; ascii?: boolean } = {}): Page {
  return { columns, theme: theme(look.colors ?? false), glyphs: glyphs(look.ascii ?? false) }
}

export function widest(lines: string[]): number {
  return Math.max(...lines.map((line) => widthOf(stripColors(line))))
}

export function counter(drawers: Partial<DrawerPicture>[], more: Partial<CounterPicture> = {}): CounterPicture {
  return {
    kind: 'counter',
    topic: 'orders',
    group: 'order-tracker',
    readAt: '10:42:09',
    drawers: drawers.map((drawer, partition) => ({ partition, start: 0, end: 0, ...drawer })),
    ...more,
  }
}

const KEYS: Record<string, string> = {
  Enter: '\r',
  Escape: '\x1b',
  Space: ' ',
  Backspace: '\x7f',
  'C-c': '\x03',
  Left: '\x1b[D',
  Down: '\x1b[B',
}

/** A terminal without a process: keys go in, an emulator shows what comes out. */
export class MemoryTerminal {
  readonly input = Object.assign(new PassThrough(), {
    isTTY: true,
    raw: false,
    setRawMode(raw: boolean) {
      this.raw = raw
    },
  })
  readonly output: Writable & { columns: number; rows: number; isTTY: boolean }
  written = ''
  readonly #emulator: InstanceType<typeof xterm.Terminal>

  constructor(columns = 80, rows = 24) {
    this.#emulator = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 1000,
      allowProposedApi: true,
      convertEol: true,
    })
    const write = (chunk: Buffer, _: BufferEncoding, done: () => void) => {
      this.written += chunk.toString()
      this.#emulator.write(chunk, done)
    }
    this.output = Object.assign(new Writable({ write }), { columns, rows, isTTY: true })
  }

  /** Everything from the top of the scrollback, once all that was written is drawn. */
  async history(): Promise<string> {
    await this.settle()
    const buffer = this.#emulator.buffer.active
    const lines = Array.from({ length: buffer.length }, (_, y) => buffer.getLine(y)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }

  /** What the terminal itself shows now, without the scrollback. */
  async visible(): Promise<string> {
    await this.settle()
    const { active } = this.#emulator.buffer
    const row = (y: number) => active.getLine(active.baseY + y)?.translateToString(true) ?? ''
    return Array.from({ length: this.output.rows }, (_, y) => row(y))
      .join('\n')
      .trimEnd()
  }

  /** Waits until the screen shows it. */
  async shows(what: string | RegExp): Promise<string> {
    const end = Date.now() + 3000
    for (;;) {
      const shown = await this.history()
      if (typeof what === 'string' ? shown.includes(what) : what.test(shown)) return shown
      if (Date.now() > end) throw new Error(`the screen does not show ${what}, but:\n${shown}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  press(...keys: string[]): void {
    for (const key of keys) this.input.write(KEYS[key] ?? key)
  }

  async resize(columns: number, rows = this.output.rows): Promise<void> {
    await this.settle()
    this.#emulator.resize(columns, rows)
    Object.assign(this.output, { columns, rows })
    this.output.emit('resize')
    await this.settle()
  }

  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise<void>((resolve) => this.output.write('', () => resolve()))
  }

  /** Whether the terminal is as it was found: cursor shown, pastes unmarked, not raw. */
  get restored(): boolean {
    const last = (mode: string) => this.written.lastIndexOf(`\x1b[?${mode}`)
    return last('25h') >= last('25l') && last('2004l') >= last('2004h') && !this.input.raw
  }
}
