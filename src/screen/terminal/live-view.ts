// What a live view shows of the programs: their lines, the picture, the status, the time. Frozen, all stays as it was.
import { drawBlocks, sayLines } from '../blocks.js'
import { guided, type Page, pictureWidth } from '../page.js'
import { eventLine } from '../pictures/events.js'
import { elapsed, type Heading, headingLines } from '../pictures/heading.js'
import type { Block, EventLine } from '../screen.js'
import { spread } from '../width.js'

/** More lines than any terminal shows are not kept. */
const KEPT = 200

interface View {
  lines: EventLine[]
  picture: Block[]
  status: string
  elapsed: number
}

export class LiveView {
  readonly #heading: Heading | undefined
  readonly #started = Date.now()
  #now: View = { lines: [], picture: [], status: '', elapsed: 0 }
  #frozen: { view: View; missed: number } | undefined

  /** `heading`: none where it was printed before the frame. */
  constructor(heading: Heading | undefined) {
    this.#heading = heading
  }

  line(line: EventLine): void {
    this.#now = { ...this.#now, lines: [...this.#now.lines, line].slice(-KEPT) }
    if (this.#frozen) this.#frozen.missed++
  }

  picture(picture: Block[]): void {
    this.#now = { ...this.#now, picture }
  }

  status(status: string): void {
    this.#now = { ...this.#now, status }
  }

  tick(): void {
    this.#now = { ...this.#now, elapsed: Date.now() - this.#started }
  }

  freeze(): void {
    this.#frozen = { view: this.#now, missed: 0 }
  }

  thaw(): void {
    this.#frozen = undefined
  }

  /** While frozen, how many lines came since. */
  get missed(): number | undefined {
    return this.#frozen?.missed
  }

  /** How many lines there are. */
  get count(): number {
    return this.#shown.lines.length
  }

  headingLines(page: Page, glyph: Heading['glyph'] = 'now'): string[] {
    return this.#heading ? headingLines({ ...this.#heading, glyph, elapsed: elapsed(this.#shown.elapsed) }, page) : []
  }

  /** The last `most` of the lines. */
  saidLines(page: Page, most: number): string[] {
    const { lines } = this.#shown
    return lines.slice(Math.max(0, lines.length - most)).map((line) => guided(eventLine(line, page), page))
  }

  /** Where the heading was printed before the frame, the time stands by the status. */
  statusLines(page: Page): string[] {
    const { status, elapsed: time } = this.#shown
    const beside = this.#heading ? '' : elapsed(time)
    const both = beside ? spread(status, beside, pictureWidth(page)) : undefined
    if (both) return [guided(both, page)]
    return status || beside ? sayLines(`${status} ${beside}`.trim(), page) : []
  }

  pictureLines(page: Page): string[] {
    return drawBlocks(this.#shown.picture, page)
  }

  get #shown(): View {
    return this.#frozen?.view ?? this.#now
  }
}
