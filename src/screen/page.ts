// What drawing needs to know: how wide, with which signs and colours. And the guide bar, on the left of everything.
import { type Glyphs, toAscii } from './glyphs.js'
import type { Theme } from './theme.js'

export interface Page {
  readonly theme: Theme
  readonly glyphs: Glyphs
  /** Columns of the terminal. */
  readonly columns: number
  /** Where every line counts: no legends, fewer gaps. */
  readonly brief?: boolean
  /** Where even so it does not fit: one line a drawer, who held what left out, no gap. */
  readonly tight?: boolean
}

/** Prose wider than this is tiring to read. */
const READING = 80
/** Pictures may use a little more. */
const WIDEST = 100
/** The guide bar and its two spaces. */
const MARGIN = 3
/** Under this, the layouts made for 40 columns are used. */
const NARROW = 72
const SMALLEST = 20

/** Columns for pictures, right of the guide bar. */
export function pictureWidth(page: Page): number {
  return Math.max(SMALLEST, Math.min(page.columns, WIDEST)) - MARGIN
}

/** Columns for prose, right of the guide bar. */
export function proseWidth(page: Page): number {
  return Math.max(SMALLEST, Math.min(page.columns, READING)) - MARGIN
}

export function isNarrow(page: Page): boolean {
  return page.columns < NARROW
}

/** A plain text as this page can show it. */
export function plain(text: string, page: Page): string {
  return page.glyphs.ascii ? toAscii(text) : text
}

/** A line right of the guide bar. */
export function guided(line: string, page: Page): string {
  return `${page.theme.guide(page.glyphs.bar)}${line === '' ? '' : `  ${line}`}`
}
