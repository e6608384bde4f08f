// How far behind a team is, from what the broker said.
import type { Bookmark, DrawerOffsets } from './post-office.js'

/**
 * Letters a team has still to read, all drawers together; a drawer without a bookmark counts whole. Ends and bookmarks
 * are asked for one after the other: a bookmark past an end that was read just before is no lag, and no less than none.
 */
export function lagOf(offsets: DrawerOffsets[], bookmarks: Bookmark[]): number {
  const next = new Map(bookmarks.map(({ partition, offset }) => [partition, offset]))
  return offsets.reduce((sum, { partition, start, end }) => sum + Math.max(0, end - (next.get(partition) ?? start)), 0)
}

/** Letters kept, all drawers together. */
export function keptOf(offsets: DrawerOffsets[]): number {
  return offsets.reduce((sum, { start, end }) => sum + end - start, 0)
}
