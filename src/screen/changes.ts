// What has changed and is worth a line: at most once a second, and only what differs from what was said last.

/** Milliseconds between two tellings of the same thing. */
const EVERY = 1000

export class Changes {
  readonly #tell: (lines: string[]) => void
  readonly #told = new Map<string, string>()
  #latest = new Map<string, string>()
  #lastTold = 0
  #timer: NodeJS.Timeout | undefined

  constructor(tell: (lines: string[]) => void) {
    this.#tell = tell
  }

  /** How things are now: a text by thing. What is unchanged is not told again. */
  update(texts: Map<string, string>): void {
    this.#latest = texts
    if (this.#timer || !this.#differs()) return
    const wait = this.#lastTold + EVERY - Date.now()
    if (wait <= 0) this.flush()
    else this.#timer = setTimeout(() => this.flush(), wait)
  }

  /** Ends it without a word more. */
  end(): void {
    clearTimeout(this.#timer)
  }

  /** Tells at once what is not told yet. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const changed = [...this.#latest].filter(([thing, text]) => this.#told.get(thing) !== text)
    if (changed.length === 0) return
    for (const [thing, text] of changed) this.#told.set(thing, text)
    this.#lastTold = Date.now()
    this.#tell(changed.map(([, text]) => text))
  }

  #differs(): boolean {
    return [...this.#latest].some(([thing, text]) => this.#told.get(thing) !== text)
  }
}
