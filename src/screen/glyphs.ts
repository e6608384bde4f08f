// The few signs that are drawn: Unicode, or ASCII where the terminal would show something else.

export interface Glyphs {
  readonly ascii: boolean
  /** The guide bar on the left of everything. */
  readonly bar: string
  readonly foot: string
  readonly now: string
  readonly past: string
  readonly break: string
  /** Stands before the next letter to read. */
  readonly marker: string
  readonly ellipsis: string
  /** Stands where letters were, before the first one still kept. */
  readonly gone: string
  /** A byte that is not text. */
  readonly dot: string
  readonly bullet: string
  readonly pointer: string
  readonly ok: string
  readonly ko: string
  /** Between short facts of one line. */
  readonly between: string
  readonly rule: string
  /** From before to after. */
  readonly arrow: string
  /** One letter of a bar. */
  readonly block: string
}

const UNICODE: Glyphs = {
  ascii: false,
  bar: '│',
  foot: '└',
  now: '◆',
  past: '◇',
  break: '≠',
  marker: '▲',
  ellipsis: '…',
  gone: '┄',
  dot: '·',
  bullet: '•',
  pointer: '›',
  ok: '✓',
  ko: '✗',
  between: ' · ',
  rule: '▔',
  arrow: '→',
  block: '█',
}

const ASCII: Glyphs = {
  ascii: true,
  bar: '|',
  foot: '+',
  now: '*',
  past: 'o',
  break: '#',
  marker: '^',
  ellipsis: '...',
  gone: '-',
  dot: '.',
  bullet: '-',
  pointer: '>',
  ok: 'v',
  ko: 'x',
  between: ' - ',
  rule: '~',
  arrow: '->',
  block: '#',
}

/** The signs to draw with. */
export function glyphs(ascii: boolean): Glyphs {
  return ascii ? ASCII : UNICODE
}

/**
 * Whether to keep to ASCII signs: the Linux console's font lacks half of ours, a locale that names another
 * charset than UTF-8 means it, and Windows' old console shows boxes (its successors all name themselves).
 */
export function wantsAscii(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): boolean {
  if (env.TERM === 'linux') return true
  if (platform === 'win32') return !(env.WT_SESSION || env.TERM_PROGRAM || env.ConEmuTask || env.TERM)
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG
  if (!locale) return false
  return !/utf-?8/i.test(locale)
}

const SUBSTITUTES: [RegExp, string][] = [
  [/«\u00a0?|\u00a0?»|[“”]/g, '"'],
  [/[‘’]/g, "'"],
  [/…/g, '...'],
  [/[·•]/g, '-'],
  [/×/g, 'x'],
  [/→/g, '->'],
  [/←/g, '<-'],
  [/≠/g, '!='],
  [/[–—]/g, '-'],
  [/▲/g, '^'],
  [/[◆◇]/g, '*'],
  [/\u202f/g, '\u00a0'],
]

/** A text with its signs in ASCII; its letters keep their accents, its no-break spaces still hold words together. */
export function toAscii(text: string): string {
  return SUBSTITUTES.reduce((done, [sign, plain]) => done.replace(sign, plain), text)
}
