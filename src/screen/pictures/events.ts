// What the programs said, one line each: its name in a column, then its words.
import { isNarrow, type Page, pictureWidth, plain } from '../page.js'
import type { EventLine } from '../screen.js'
import { cut, pad, widthOf, wrap } from '../width.js'

/** From this width on, a column of names is wide enough for « tracker-1 ». */
const ROOM_FOR_NAMES = 50

/** One line, cut where it is too long: the live view counts its lines. */
export function eventLine(line: EventLine, page: Page): string {
  const { name, room } = column(line, page)
  return paint(line, page)(name + cut(words(line, page), room, page.glyphs.ellipsis))
}

/** The same, wrapped instead of cut. */
export function eventLines(line: EventLine, page: Page): string[] {
  const { name, room } = column(line, page)
  const [first = '', ...more] = wrap(words(line, page), room)
  return [name + first, ...more.map((rest) => ' '.repeat(widthOf(name)) + rest)].map(paint(line, page))
}

function column({ who }: EventLine, page: Page): { name: string; room: number } {
  const name = `${pad(who, page.columns < ROOM_FOR_NAMES ? 8 : 9)} `
  return { name, room: pictureWidth(page) - widthOf(name) }
}

function words(line: EventLine, page: Page): string {
  return plain(isNarrow(page) ? line.narrow : line.wide, page)
}

function paint({ tone }: EventLine, { theme }: Page): (text: string) => string {
  if (tone === 'trouble') return theme.trouble
  return tone === 'quiet' ? theme.quiet : (text) => text
}
