// How a terminal wraps lines it already shows when it gets narrower.
import { widthOf } from '../width.js'

/** Rows that a text takes once each of its lines is cut at `columns`. */
export function reflowedHeight(text: string, columns: number): number {
  return text.split('\n').reduce((rows, line) => rows + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
}
