// What has changed and is worth a line: now and then, and only what differs from what was said last.

/** One of the things that change: its text, and in the spoken form the drawer it is about. */
export interface Part {
  text: string
  drawer?: { topic?: string | undefined; partition: number }
}

export class Changes {
  readonly #tell: (parts: Part[]) => void
  /** Milliseconds between two tellings. */
  readonly #every: number
  readonly #told = new Map<string, string>()
  #latest = new Map<string, Part>()
  #lastTold = 0
  #timer: NodeJS.Timeout | undefined

  constructor(tell: (parts: Part[]) => void, every: number) {
    this.#tell = tell
    this.#every = every
  }

  /** How things are now, by thing. What is unchanged is not told again. */
  update(parts: Map<string, Part>): void {
    this.#latest = parts
    if (this.#timer || this.#changed().length === 0) return
    const wait = this.#lastTold + this.#every - Date.now()
    if (wait <= 0) this.flush()
    else this.#timer = setTimeout(() => this.flush(), wait)
  }

  /** How things are now has been told otherwise. */
  told(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const [thing, { text }] of this.#latest) this.#told.set(thing, text)
    this.#lastTold = Date.now()
  }

  /** Tells at once what is not told yet. */
  flush(): void {
    const changed = this.#changed()
    this.told()
    if (changed.length > 0) this.#tell(changed)
  }

  #changed(): Part[] {
    return [...this.#latest].filter(([thing, { text }]) => this.#told.get(thing) !== text).map(([, part]) => part)
  }
}
