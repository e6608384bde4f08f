// Every kind of block as lines of a terminal, with the guide bar, and the gaps between them.
import { inline } from './inline.js'
import { guided, type Page, pictureWidth, plain, proseWidth } from './page.js'
import { lagLines } from './pictures/bars.js'
import { bytesLines } from './pictures/bytes.js'
import { checkLines } from './pictures/check.js'
import { closedLines } from './pictures/closed.js'
import { counterLines } from './pictures/counter.js'
import { eventLines } from './pictures/events.js'
import { headingLines } from './pictures/heading.js'
import { tableLines } from './pictures/table.js'
import { teamLines } from './pictures/team.js'
import type { Block } from './screen.js'
import { widthOf, wrap, wrapCode } from './width.js'

/** One block's lines, guide bar included. */
export function drawBlock(block: Block, page: Page): string[] {
  if (block.kind === 'heading') return headingLines(block, page)
  if (block.kind === 'command') return commandLines(block, page)
  return contentLines(block, page).map((line) => guided(line, page))
}

type Content = Exclude<Block, { kind: 'heading' } | { kind: 'command' }>

function contentLines(block: Content, page: Page): string[] {
  switch (block.kind) {
    case 'prose':
      return wrap(inline(block.text, page), proseWidth(page))
    case 'list':
      return block.items.flatMap((item) => listItem(item, page))
    case 'table':
      return tableLines(block, page)
    case 'code':
      return codeLines(block, page)
    case 'check':
      return checkLines(block, page)
    case 'events':
      return block.lines.flatMap((line) => eventLines(line, page))
    case 'counter':
      return counterLines(block, page)
    case 'closed':
      return closedLines(block, page)
    case 'bytes':
      return bytesLines(block, page)
    case 'team':
      return teamLines(block, page)
    case 'lag':
      return lagLines(block, page)
    case 'gap':
      return ['']
  }
}

/** An item that carries its own letter or number (« a. … ») needs no bullet. */
function listItem(item: string, page: Page): string[] {
  const own = /^([a-z]|\d+)\.\s+/.exec(item)
  const mark = own ? own[0].trim() : page.glyphs.bullet
  const text = own ? item.slice(own[0].length) : item
  const [first = '', ...more] = wrap(inline(text, page), proseWidth(page) - mark.length - 1)
  return [`${page.theme.key(mark)} ${first}`, ...more.map((line) => ' '.repeat(mark.length + 1) + line)]
}

/** Source lines are shown as written: only their wrapping is ours. */
function codeLines({ caption, lines }: { caption: string; lines: string[] }, page: Page): string[] {
  const code = lines.flatMap((line) => wrapCode(line, pictureWidth(page) - 2)).map((line) => `  ${line}`)
  return caption === '' ? code : [...wrap(inline(caption, page), proseWidth(page)), ...code]
}

/** The end of a command's line that goes on. */
const CONTINUED = ' \\'

/** Alone on their lines, so that they can be copied: no bar, no margin, no no-break space, not wrapped. */
function commandLines({ caption, lines }: { caption: string; lines: string[] }, page: Page): string[] {
  const head = caption === '' ? [] : wrap(inline(caption, page), proseWidth(page)).map((line) => guided(line, page))
  return [...head, '', ...foldable(pasteable(lines), page.columns), '']
}

/** A command that goes on from line to line anyway goes on once more before an option that would be cut at the edge. */
function foldable(lines: string[], columns: number): string[] {
  if (!lines.some((line) => line.endsWith(CONTINUED))) return lines
  return lines.flatMap((line) => {
    const at = line.indexOf(' --', 1)
    const room = widthOf(line) > columns && at > 0 && !/['"]/.test(line.slice(0, at)) && line.slice(0, at).trim() !== ''
    return room ? [`${line.slice(0, at)}${CONTINUED}`, `  ${line.slice(at + 1).trimStart()}`] : [line]
  })
}

/** A command's lines as a shell must get them. */
export function pasteable(lines: string[]): string[] {
  return lines.map((line) => line.replace(/[\u00a0\u202f]/g, ' '))
}

/** Whether a line of guide bar belongs between two blocks. */
function gapBetween(before: Block, after: Block): boolean {
  if (before.kind === 'gap' || after.kind === 'gap') return false
  // A command brings its own empty lines.
  if (before.kind === 'command') return false
  if (after.kind === 'command') return after.caption !== ''
  if (before.kind === 'heading') return before.glyph !== 'break'
  if (before.kind === 'events' && after.kind === 'events') return false
  return !(before.kind === 'prose' && after.kind === 'list')
}

/** All blocks' lines, with the gaps between them; none before the first nor after the last. */
export function drawBlocks(blocks: Block[], page: Page): string[] {
  return blocks.flatMap((block, index) => {
    const before = blocks[index - 1]
    const gap = before && !page.brief && gapBetween(before, block) ? [guided('', page)] : []
    return [...gap, ...drawBlock(block, page)]
  })
}

/** A plain line for the screen itself to say, right of the guide bar. */
export function sayLines(text: string, page: Page): string[] {
  return wrap(plain(text, page), proseWidth(page)).map((line) => guided(line, page))
}
