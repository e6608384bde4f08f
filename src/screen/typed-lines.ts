// The lines a terminal gives. Those that come together were pasted: they are one, or each but the first would answer
// what nobody has heard yet. (Marks around what is pasted would be echoed, and spelled out.)

/** So soon after a line (milliseconds), nobody has typed another one. */
const SOON = 50

export class TypedLines {
  readonly #give: (line: string) => void
  #together: string[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(give: (line: string) => void) {
    this.#give = give
  }

  add(line: string): void {
    this.#together.push(line)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#give(this.#together.splice(0).join(' ')), SOON)
  }

  /** What has not been given yet never will be. */
  drop(): void {
    clearTimeout(this.#timer)
  }
}
