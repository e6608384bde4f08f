// A table: columns side by side, or one row under another where the terminal is narrow.
import { t } from '../../i18n/index.js'
import { inline, withoutMarks } from '../inline.js'
import { isNarrow, type Page, proseWidth } from '../page.js'
import { pad, widthOf, wrap } from '../width.js'
import { closed } from './sentence.js'

interface Table {
  head: string[]
  rows: string[][]
  apart?: boolean
}

/** Between columns: as wide as there is room for. */
const GAPS = [4, 3, 2]
/** A column narrower than this reads badly. */
const LEAST = 8

/** The table's lines, right of the guide bar. */
export function tableLines(table: Table, page: Page): string[] {
  return isNarrow(page) ? stacked(table, page) : sideBySide(table, page)
}

function sideBySide({ head, rows }: Table, page: Page): string[] {
  const bold = head.map((cell) => inline(`**${withoutMarks(cell)}**`, page))
  const cells = [bold, ...rows.map((row) => row.map((cell) => inline(cell, page)))]
  const { widths, gap } = columnWidths(cells, proseWidth(page))
  return cells.flatMap((row) => {
    const wrapped = row.map((cell, index) => wrap(cell, widths[index] ?? LEAST))
    const height = Math.max(...wrapped.map(({ length }) => length))
    return Array.from({ length: height }, (_, line) =>
      wrapped
        .map((lines, index) => pad(lines[line] ?? '', (widths[index] ?? 0) + gap))
        .join('')
        .trimEnd(),
    )
  })
}

/** Each column's own width, or less for the widest ones until all fit. */
function columnWidths(cells: string[][], room: number): { widths: number[]; gap: number } {
  const columns = cells[0]?.length ?? 0
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(...cells.map((row) => widthOf(row[index] ?? ''))),
  )
  const fits = (gap: number) => widths.reduce((sum, width) => sum + width + gap, -gap) <= room
  const gap = GAPS.find(fits) ?? 2
  while (!fits(gap) && Math.max(...widths) > LEAST) widths[widths.indexOf(Math.max(...widths))]! -= 1
  return { widths, gap }
}

function stacked({ head, rows }: Table, page: Page): string[] {
  const width = proseWidth(page)
  return rows.flatMap(([first = '', ...others]) => [
    ...wrap(inline(`**${withoutMarks(first)}**`, page), width),
    ...others.flatMap((cell, index) => {
      const label = t('screen:spoken.cell', { head: head[index + 1], text: cell })
      return wrap(inline(label, page), width - 2).map((line) => `  ${line}`)
    }),
  ])
}

/** Each row as a sentence: every cell with its column's name. Columns that are lists, each for itself, as one sentence each. */
export function spokenTable({ head, rows, apart }: Table): string[] {
  const cell = (index: number, text: string) => t('screen:spoken.cell', { head: head[index], text: withoutMarks(text) })
  if (apart) {
    const list = (index: number) => rows.flatMap((row) => row[index] || []).join(', ')
    return head.map((_, index) => closed(cell(index, list(index))))
  }
  return rows.map((row) => row.map((text, index) => `${cell(index, text).replace(/\.$/, '')}.`).join(' '))
}
