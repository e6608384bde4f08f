// What is pasted is never taken for keys: nothing is answered, passed or left by it, whatever it holds.
import { afterEach, describe, expect, it } from 'vitest'
import { glyphs } from '../../../src/screen/glyphs.js'
import type { Live, LiveOptions, Question } from '../../../src/screen/screen.js'
import { type Input, Pastes } from '../../../src/screen/terminal/paste.js'
import { TerminalScreen } from '../../../src/screen/terminal/terminal-screen.js'
import { theme } from '../../../src/screen/theme.js'
import { MemoryTerminal } from '../support.js'

const VICIOUS = 'abc q p i r d o n\r\nq\r\n\x1b[A\x1b[B\x1b\x1bq\x03\x04 fin\r\n'
const HOSTILE = 'q\r\n\x1b[31mrouge\x1b[0m\tabc\x03\r\n'
const marked = (text: string) => `\x1b[200~${text}\x1b[201~`

let screen: TerminalScreen | undefined
afterEach(() => screen?.close())

function open(): { terminal: MemoryTerminal; screen: TerminalScreen } {
  const terminal = new MemoryTerminal()
  const { input, output } = terminal
  screen = new TerminalScreen({ input, output, theme: theme(false), glyphs: glyphs(false) })
  return { terminal, screen }
}

const heading = { kind: 'heading', glyph: 'now', title: 'À vous' } as const
const question: Question = {
  heading,
  body: [],
  choices: ['Aucune.', 'Toutes.', 'Une.'].map((label) => ({ id: label, label })),
  hints: ['Un.', 'Deux.'],
}

/** Whether it has ended, and what is on view. */
async function after(terminal: MemoryTerminal, asked: Promise<unknown>): Promise<string> {
  let ended: unknown
  asked.then(
    (value) => (ended = value ?? 'ended'),
    (error) => (ended = error),
  )
  const shown = await terminal.history()
  expect(ended).toBeUndefined()
  return shown
}

describe.each([
  ['marked by the terminal', marked],
  ['not marked', (text: string) => text],
])('a paste that is %s', (_, pasted) => {
  it.each([
    ['a pause', (to: TerminalScreen) => to.pause('continuer')],
    ['a question', (to: TerminalScreen) => to.ask(question)],
    ['a yes or no', (to: TerminalScreen) => to.confirm('Effacer ?')],
  ])('does nothing in %s, nor in its menu', async (_kind, ask) => {
    const { terminal, screen } = open()
    const asked = ask(screen)
    const before = await terminal.history()
    terminal.press(pasted(VICIOUS))
    expect(await after(terminal, asked)).toBe(before)
    if (!before.includes('oui')) {
      terminal.press('Escape')
      await terminal.shows('Une touche agit')
      terminal.press(pasted(VICIOUS))
      expect(await after(terminal, asked)).toContain('Une touche agit')
      terminal.press('q')
    } else terminal.press('n')
    await asked
  })

  it('does nothing in a live view', async () => {
    const { terminal, screen } = open()
    const live = screen.live({ heading, actions: [{ key: 'd', label: 'déposer' }], hints: ['Un.'] })
    const asked = live.next()
    terminal.press(pasted(VICIOUS))
    expect(await after(terminal, asked)).not.toContain('Indice')
    terminal.press('d')
    expect(await asked).toEqual({ action: 'd' })
  })

  it('while nothing is asked is dropped, a Ctrl-C in it included', async () => {
    const { terminal, screen } = open()
    const first = screen.pause('continuer')
    terminal.press('Enter')
    await first
    terminal.press(pasted(HOSTILE))
    const second = screen.pause('continuer')
    await after(terminal, second)
    terminal.press('r')
    expect(await second).toBe('reread')
  })
})

describe('in a text field', () => {
  const field = (more: Partial<LiveOptions> = {}): { terminal: MemoryTerminal; live: Live } => {
    const { terminal, screen } = open()
    return { terminal, live: screen.live({ heading, field: { label: 'Votre phrase' }, ...more }) }
  }

  it('a paste arrives whole, on one line, and waits for Enter', async () => {
    const { terminal, live } = field()
    const asked = live.next()
    terminal.press('a', 'b', 'Left', marked(HOSTILE))
    expect(await after(terminal, asked)).toContain('aq rouge abc_b')
    terminal.press('Enter')
    expect(await asked).toEqual({ text: 'aq rouge abcb' })
  })

  it('is the same where it comes in pieces, cut anywhere', async () => {
    const { terminal, live } = field()
    for (const piece of ['\x1b[20', '0~une ', 'q\r', 'é\x1b[201', '~', '\r']) terminal.press(piece)
    expect(await live.next()).toEqual({ text: 'une q é' })
  })

  it('a paste that the terminal does not mark, and that ends a line, is sent as one', async () => {
    const { terminal, live } = field()
    terminal.press('première ligne\r\nq\r\ndernière\r\n')
    expect(await live.next()).toEqual({ text: 'première ligne q dernière' })
  })

  it('closes the page that is read again, and is typed', async () => {
    const text = 'Lisez tout. '.repeat(150)
    const { terminal, live } = field({ body: [{ kind: 'prose', text }] })
    live.next()
    terminal.press('Escape', 'r')
    await terminal.shows('revenir')
    terminal.press(marked('quelques mots'))
    await terminal.shows('quelques mots_')
  })

  it('takes a very long paste without a pause', async () => {
    const { terminal, live } = field()
    terminal.press(marked('pluie '.repeat(20_000)))
    await terminal.shows('pluie_')
    terminal.press('Enter')
    expect(await live.next()).toEqual({ text: 'pluie '.repeat(20_000).trim() })
  })
})

describe('the marks', () => {
  const read = (...chunks: string[]): Input[] => {
    const pastes = new Pastes()
    return chunks.flatMap((chunk) => pastes.read(chunk))
  }

  it.each(['q', '\r', '\x1b', '\x1bq', '\x1b[A\x1b[A\x1b[B', '\x1bOA', 'aaaa', '\r\r\r', '\x7f\x7f\x7f', '\x03', 'ab'])(
    'leave typed keys alone: %j',
    (keys) => expect(read(keys)).toEqual([{ keys }]),
  )

  it('leave keys before and after a paste alone', () => {
    expect(read('a\x1b[200~q\x1b[201~b')).toEqual([{ keys: 'a' }, { pasted: 'q', entered: false }, { keys: 'b' }])
  })

  it('that never end do not lock Ctrl-C out', () => {
    expect(read('\x1b[200~abc', '\x03', 'q')).toEqual([{ keys: '\x03' }, { keys: 'q' }])
  })

  it('go on from a long paste that comes in two pieces', () => {
    expect(read('mot '.repeat(1000), 'q').some((input) => 'keys' in input)).toBe(false)
  })

  it('are asked for while something can be pasted, and no longer', async () => {
    const { terminal, screen } = open()
    const asked = screen.pause('continuer')
    await terminal.settle()
    expect(terminal.written).toContain('\x1b[?2004h')
    expect(terminal.written).not.toContain('\x1b[?2004l')
    terminal.press('C-c')
    await expect(asked).rejects.toThrow()
    await terminal.settle()
    expect(terminal.written.lastIndexOf('\x1b[?2004l')).toBeGreaterThan(terminal.written.lastIndexOf('\x1b[?2004h'))
  })
})
