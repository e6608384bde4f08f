// One drawer on one line: `[0][1][2]▲[3][4]`, elided in the middle when it is too long; never for a single letter.
import { t } from '../../i18n/index.js'
import type { Page } from '../page.js'
import type { DrawerPicture } from '../screen.js'

interface Piece {
  text: string
  paint: (text: string) => string
}

/** The drawer's letters in at most `room` columns; undefined when even the shortest form is wider. */
export function drawerLetters(drawer: DrawerPicture, room: number, page: Page): string | undefined {
  let best: Piece[] | undefined
  const chosen = new Set<number>()
  for (const [index, offset] of byImportance(drawer).entries()) {
    if (chosen.has(offset)) continue
    chosen.add(offset)
    const pieces = layOut(drawer, chosen, page)
    // What must be seen (first, last, both sides of the bookmark) comes first: only with all of it is a form valid.
    if (index < essential(drawer)) {
      best = pieces
      continue
    }
    if (width(pieces) > room) {
      chosen.delete(offset)
      if (chosen.size > room) break
      continue
    }
    best = pieces
  }
  best ??= layOut(drawer, chosen, page)
  if (width(best) > room) return undefined
  return best.map(({ text, paint }) => paint(text)).join('')
}

function essential({ start, end, bookmark }: DrawerPicture): number {
  if (end <= start) return 0
  return bookmark === undefined ? 2 : 4
}

/** Offsets from the one that matters most: the ends and both sides of the bookmark, then outwards from these. */
function byImportance({ start, end, bookmark }: DrawerPicture): number[] {
  const kept = (offset: number) => Math.min(Math.max(offset, start), end - 1)
  if (end <= start) return []
  const order: number[] = []
  // A line holds fewer letters than this whatever its width: a drawer of millions costs no more.
  for (let distance = 0; distance < Math.min(end - start, 80); distance++) {
    order.push(kept(start + distance), kept(end - 1 - distance))
    if (bookmark !== undefined) order.push(kept(bookmark - 1 - distance), kept(bookmark + distance))
  }
  return order
}

function layOut(drawer: DrawerPicture, chosen: Set<number>, { theme, glyphs }: Page): Piece[] {
  const { start, end, bookmark } = drawer
  const marker: Piece = { text: glyphs.marker, paint: theme.marker }
  const pieces: Piece[] = []
  let marked = bookmark === undefined
  const markBefore = (offset: number) => {
    if (marked || bookmark! > offset) return
    pieces.push(marker)
    marked = true
  }
  if (start > 0) {
    // A bookmark in front of what is gone: the team's next letter is no longer there.
    markBefore(start - 1)
    pieces.push({ text: glyphs.gone, paint: theme.quiet })
  }
  let previous = start - 1
  for (const offset of withoutLoneGaps(chosen)) {
    if (offset > previous + 1) pieces.push({ text: glyphs.ellipsis, paint: theme.quiet })
    markBefore(offset)
    const isRead = bookmark !== undefined && offset < bookmark
    pieces.push({ text: `[${offset}]`, paint: isRead ? theme.read : theme.unread })
    previous = offset
  }
  if (!marked) pieces.push(marker)
  if (end <= start)
    pieces.push({ text: `${pieces.length > 0 ? ' ' : ''}${t('screen:counter.empty')}`, paint: theme.quiet })
  return pieces
}

/** In order, with each letter that would be alone behind an ellipsis: « … » hides two at least. */
function withoutLoneGaps(chosen: Set<number>): number[] {
  const sorted = [...chosen].sort((a, b) => a - b)
  return sorted.flatMap((offset, index) => (sorted[index - 1] === offset - 2 ? [offset - 1, offset] : [offset]))
}

/** Each sign of a drawer is a column wide: measured as many times as forms are tried, they are only counted. */
function width(pieces: Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + text.length, 0)
}
