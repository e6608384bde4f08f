// A real terminal for tests: a pseudo-terminal runs the program, an emulator keeps what its screen shows.
import { type IPty, spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'

export interface TerminalOptions {
  columns?: number
  rows?: number
  /** Added to a plain environment: TERM=xterm-256color, French, UTF-8. */
  env?: Record<string, string | undefined>
  cwd?: string
}

export interface Terminal {
  readonly pid: number
  /** What is on view, each line without its trailing spaces, and no empty lines at the end. */
  screen(): string
  /** The same with all that has scrolled away above it. */
  history(): string
  /** Everything the program wrote, control sequences included. */
  written(): string
  /** Whether the cursor is shown. */
  cursorShown(): boolean
  /** Presses one key: a letter, or a name of `KEYS`. */
  press(key: string): void
  type(text: string): void
  /** Waits until the screen shows it. Rejects after `ms` (10 s) with what the screen showed instead. */
  waitFor(what: string | RegExp | ((screen: string) => boolean), ms?: number): Promise<string>
  resize(columns: number, rows: number): void
  readonly exit: Promise<{ code: number; signal: number | undefined }>
  /** Closes the terminal itself, as its window would: the program is told by SIGHUP, and can write no more. */
  hangUp(): void
  /** Ends the program if it still runs, and waits for that. */
  kill(): Promise<void>
}

const KEYS: Record<string, string> = {
  Enter: '\r',
  Escape: '\x1b',
  Space: ' ',
  Tab: '\t',
  Backspace: '\x7f',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
  'C-c': '\x03',
  'C-d': '\x04',
}

/** How often the screen is looked at while waiting. */
const EVERY = 20

export function openTerminal(command: string, args: string[] = [], options: TerminalOptions = {}): Terminal {
  const { columns = 80, rows = 24, cwd = process.cwd() } = options
  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TERM: 'xterm-256color',
    LANG: 'fr_FR.UTF-8',
    ...options.env,
  }
  const emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true })
  const pty: IPty = spawn(command, args, { name: env.TERM ?? 'xterm-256color', cols: columns, rows, cwd, env })
  let written = ''
  let ended = false
  pty.onData((data) => {
    written += data
    emulator.write(data)
  })
  // Some programs ask the terminal about itself.
  emulator.onData((answer) => {
    if (!ended) pty.write(answer)
  })
  const exit = new Promise<{ code: number; signal: number | undefined }>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      ended = true
      // Once the emulator has drawn all it was given.
      emulator.write('', () => resolve({ code: exitCode, signal }))
    })
  })

  const linesFrom = (first: number) => {
    const buffer = emulator.buffer.active
    const lines: string[] = []
    for (let y = first; y < buffer.baseY + emulator.rows; y++)
      lines.push(buffer.getLine(y)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }
  const screen = () => linesFrom(emulator.buffer.active.baseY)

  const terminal: Terminal = {
    pid: pty.pid,
    screen,
    history: () => linesFrom(0),
    written: () => written,
    cursorShown: () => written.lastIndexOf('\x1b[?25h') >= written.lastIndexOf('\x1b[?25l'),
    press(key) {
      const sequence = KEYS[key] ?? key
      if ([...key].length > 1 && KEYS[key] === undefined) throw new Error(`no such key: ${key}`)
      pty.write(sequence)
    },
    type: (text) => pty.write(text),
    async waitFor(what, ms = 10_000) {
      const holds = (shown: string) =>
        typeof what === 'function' ? what(shown) : typeof what === 'string' ? shown.includes(what) : what.test(shown)
      const end = Date.now() + ms
      for (;;) {
        const shown = screen()
        if (holds(shown)) return shown
        if (Date.now() > end) throw new Error(`after ${ms} ms the screen does not show ${what}, but:\n${shown}`)
        await new Promise((resolve) => setTimeout(resolve, EVERY))
      }
    },
    resize(newColumns, newRows) {
      emulator.resize(newColumns, newRows)
      pty.resize(newColumns, newRows)
    },
    exit,
    // node-pty's types leave it out.
    hangUp: () => (pty as IPty & { destroy(): void }).destroy(),
    async kill() {
      if (!ended) pty.kill('SIGKILL')
      await exit
      emulator.dispose()
    },
  }
  return terminal
}
