// How wide a text is on a terminal, and how it is wrapped, cut and set in columns. No-break spaces are never broken at.
import stringWidth from 'fast-string-width'
import { wrapAnsi } from 'fast-wrap-ansi'

/** Columns a text takes on a terminal; colours take none. */
export function widthOf(text: string): number {
  return stringWidth(text)
}

/** Wraps at spaces to `width` columns; a word that is wider is cut. An empty text is one empty line. */
export function wrap(text: string, width: number): string[] {
  return wrapAnsi(text, Math.max(1, width), { hard: true }).split('\n')
}

/** Wraps a line of code: it keeps its spaces, what does not fit goes on further in. */
export function wrapCode(line: string, width: number): string[] {
  const indent = `${/^ */.exec(line)![0]}    `
  const [first = '', ...more] = wrapAnsi(line, Math.max(1, width), { hard: true, trim: false }).split('\n')
  if (more.length === 0) return [first]
  return [first.trimEnd(), ...wrap(more.join('').trim(), width - indent.length).map((rest) => indent + rest)]
}

/** Fills with spaces on the right up to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** `left`, then spaces, then `right` against the column `width`; undefined when fewer than two spaces are left between. */
export function spread(left: string, right: string, width: number): string | undefined {
  const space = width - widthOf(left) - widthOf(right)
  return space < 2 ? undefined : left + ' '.repeat(space) + right
}

// Made when first wanted: it costs a screen's worth of start-up.
let graphemes: Intl.Segmenter | undefined

/** A plain text's characters as a reader counts them. */
export function characters(text: string): string[] {
  graphemes ??= new Intl.Segmenter('fr', { granularity: 'grapheme' })
  return [...graphemes.segment(text)].map(({ segment }) => segment)
}

/** Cuts a plain text (no colours) to `width` columns, with `ellipsis` where it was cut. */
export function cut(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text
  const room = width - widthOf(ellipsis)
  let kept = ''
  let columns = 0
  for (const character of characters(text)) {
    columns += widthOf(character)
    if (columns > room) break
    kept += character
  }
  return kept.trimEnd() + ellipsis
}
