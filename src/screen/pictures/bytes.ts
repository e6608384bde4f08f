// A file's raw bytes as text: what is not text shows as dots, the part looked for is underlined (colours are not needed).
import { extname } from 'node:path'
import { t } from '../../i18n/index.js'
import { type Page, pictureWidth, plain, proseWidth } from '../page.js'
import type { BytesPicture } from '../screen.js'
import { wrap } from '../width.js'
import { shortIds } from './sentence.js'

/** Lines of text at most; of a longer file, those around the mark are shown. */
const MOST_LINES = 4
const FILLER = '\u0000'

/** The picture's lines, right of the guide bar. */
export function bytesLines(picture: BytesPicture, page: Page): string[] {
  const { glyphs, theme } = page
  const width = pictureWidth(page)
  const cells = decode(picture.bytes, glyphs.ascii)
  const mark = findMark(picture, cells)
  const rows = Math.ceil(cells.length / width)
  const first = firstRow(mark?.from ?? 0, rows, width)
  const shown = Array.from({ length: Math.min(rows, MOST_LINES) }, (_, index) => first + index)

  const size = t('screen:bytes.size', { count: picture.bytes.length })
  const lines = [picture.path, size].flatMap((text) => wrap(plain(text, page), proseWidth(page)))
  if (first > 0) lines.push(theme.quiet(glyphs.ellipsis))
  for (const row of shown) {
    let text = ''
    let under = ''
    for (let at = row * width; at < Math.min((row + 1) * width, cells.length); at++) {
      const cell = cells[at]!
      const inMark = mark !== undefined && at >= mark.from && at < mark.to
      text += cell.text === FILLER ? theme.quiet(glyphs.dot) : inMark ? theme.marker(cell.text) : cell.text
      under += inMark ? glyphs.rule : ' '
    }
    lines.push(text.trimEnd())
    if (under.trim()) lines.push(theme.marker(under.trimEnd()))
  }
  if (first + shown.length < rows) lines.push(theme.quiet(glyphs.ellipsis))
  const legends = [t('screen:bytes.legend', { dot: glyphs.dot })]
  if (picture.mark !== undefined) {
    legends.push(t(mark ? 'screen:bytes.marked' : 'screen:bytes.absent', { text: picture.mark }))
  }
  const legend = wrap(plain(legends.join(glyphs.between), page), proseWidth(page))
  return [...lines, ...legend.map((line) => theme.quiet(line))]
}

/** The picture in sentences. */
export function spokenBytes({ path, bytes, mark }: BytesPicture): string[] {
  const head = t('screen:spoken.bytes', { path: spokenPath(path), count: bytes.length })
  if (mark === undefined) {
    const runs = decode(bytes)
      .map(({ text }) => text)
      .join('')
      .split(FILLER)
      .filter((run) => run.trim().length > 3)
    return [head, t('screen:spoken.text', { text: shortIds(runs.join(' ')) })]
  }
  const at = Buffer.from(bytes).lastIndexOf(mark)
  const text = at < 0 ? mark : runAround(bytes, at)
  return [head, t(at < 0 ? 'screen:spoken.absent' : 'screen:spoken.found', { text: shortIds(text), at })]
}

/** All that can be read around this byte, up to what is not text. */
function runAround(bytes: Uint8Array, at: number): string {
  const cells = decode(bytes)
  const inside = cells.findLastIndex((cell) => cell.at <= at)
  const first = cells.findLastIndex(({ text }, index) => index <= inside && text === FILLER) + 1
  const end = cells.findIndex(({ text }, index) => index > inside && text === FILLER)
  return cells
    .slice(first, end < 0 ? undefined : end)
    .map(({ text }) => text)
    .join('')
}

/** Its last folder and the kind of file: a whole path says nothing aloud. */
function spokenPath(path: string): string {
  const [name = '', folder] = path.split(/[/\\]/).reverse()
  return folder ? t('screen:spoken.fileIn', { folder, kind: extname(name) || name }) : name
}

interface Cell {
  text: string
  /** The byte it starts at. */
  at: number
}

/** One column each: wide or combining characters are not among them. */
const PRINTABLE = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0481\u2010-\u2027\u20ac]$/
const LATIN = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff]$/

/** One cell a column: a printable character of UTF-8, or a filler for each byte that is not one. */
function decode(bytes: Uint8Array, latin = false): Cell[] {
  const cells: Cell[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes[at]!)
    const text = new TextDecoder().decode(bytes.subarray(at, at + length))
    const printable = length > 0 && (latin ? LATIN : PRINTABLE).test(text)
    cells.push({ text: printable ? text : FILLER, at })
    at += printable ? length : 1
  }
  return cells
}

/** How many bytes a UTF-8 character that starts so has; 0 when none does. */
function characterLength(first: number): number {
  if (first < 0x80) return 1
  if (first >= 0xc2 && first < 0xe0) return 2
  if (first >= 0xe0 && first < 0xf0) return 3
  return 0
}

/** The last place where the marked text stands, in cells. */
function findMark({ bytes, mark }: BytesPicture, cells: Cell[]): { from: number; to: number } | undefined {
  if (!mark) return undefined
  const at = Buffer.from(bytes).lastIndexOf(mark)
  if (at < 0) return undefined
  const end = at + Buffer.byteLength(mark)
  const from = cells.findIndex((cell) => cell.at >= at)
  const after = cells.findIndex((cell) => cell.at >= end)
  return { from, to: after < 0 ? cells.length : after }
}

/** Where to start so that the mark is in view, with a row before it. */
function firstRow(from: number, rows: number, width: number): number {
  const row = Math.floor(from / width)
  return Math.max(0, Math.min(row - 1, rows - MOST_LINES))
}
