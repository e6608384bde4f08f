// What is printed: at once where it fits, else page by page, so that nothing goes out of sight before it is read.
import type { Paper } from './paper.js'
import { reflowedHeight } from './reflow.js'

/** Rows a page leaves for the keys under it, and the fewest it has. */
const ROOM_UNDER_PAGE = 4
const SHORTEST_PAGE = 8

export class Pages {
  readonly #paper: Paper
  readonly #turning: () => boolean
  /** Rows written since the last prompt. */
  #rows = 0
  /** Lines that would push the first ones out of sight. */
  #waiting: string[] = []
  #soon: NodeJS.Immediate | undefined

  /** `turning`: whether there is someone to turn pages; where there is not, all is written at once. */
  constructor(paper: Paper, turning: () => boolean) {
    this.#paper = paper
    this.#turning = turning
  }

  /** A prompt takes over: what is printed after it begins a page. */
  begin(): void {
    this.#rows = 0
  }

  print(lines: string[]): void {
    const fits = this.#rows + this.#heightOf(lines) <= this.#most
    if (!this.#turning() || (fits && this.#waiting.length === 0)) {
      this.write(lines)
      return
    }
    this.#waiting.push(...lines)
    // Where no pause comes at once, nothing waits.
    this.#soon ??= setImmediate(() => this.flush())
  }

  /** Writes the next page of what waits; false when all is written. `gap`: a line of guide bar alone. */
  turn(gap: string): boolean {
    this.#stay()
    if (this.#waiting.length > 0) this.write(this.#next(gap))
    return this.#waiting.length > 0
  }

  /** Writes all that waits. */
  flush(): void {
    this.#stay()
    if (this.#waiting.length > 0) this.write(this.#waiting.splice(0))
  }

  write(lines: string[]): void {
    this.#rows += this.#heightOf(lines)
    this.#paper.write(`${lines.join('\n')}\n`)
  }

  #stay(): void {
    clearImmediate(this.#soon)
    this.#soon = undefined
  }

  get #most(): number {
    return Math.max(SHORTEST_PAGE, this.#paper.rows - ROOM_UNDER_PAGE)
  }

  /** All that the terminal still has room for, up to a gap where there is one in its second half. */
  #next(gap: string): string[] {
    const isGap = (line: string | undefined) => line === gap || line === ''
    let most = this.#waiting.length
    while (most > 1 && this.#rows + this.#heightOf(this.#waiting.slice(0, most)) > this.#most) most--
    if (most < this.#waiting.length) {
      const last = this.#waiting.slice(0, most + 1).findLastIndex(isGap)
      if (last > most / 2) most = last
    }
    const page = this.#waiting.splice(0, most)
    // The key's own empty line stands for those between two pages.
    while (isGap(this.#waiting[0])) this.#waiting.shift()
    return page
  }

  #heightOf(lines: string[]): number {
    return lines.length === 0 ? 0 : reflowedHeight(lines.join('\n'), this.#paper.columns)
  }
}
