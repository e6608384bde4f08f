// The programs' lines at a pace that can be heard: a few are said as they come; when they come faster, they are counted.
// What is said over and over is said now and then.
import type { EventLine } from './screen.js'

/** Lines that may be said one upon the other, and how many more each second. */
const AT_ONCE = 12
const A_SECOND = 3
/** How long lines are gathered, in milliseconds; so few of them are said one by one after all. */
const BREATH = 2000
const FEW = 3
/** The same words are not said again sooner, in milliseconds. */
const AGAIN = 5000

export class Pace {
  readonly #say: (lines: EventLine[]) => void
  readonly #count: (texts: string[]) => void
  #credit = AT_ONCE
  #creditAt = Date.now()
  #gathered: EventLine[] = []
  #timer: NodeJS.Timeout | undefined
  /** When the same words were last said. */
  readonly #saidAt = new Map<string, number>()
  #again = AGAIN

  constructor(say: (lines: EventLine[]) => void, count: (texts: string[]) => void) {
    this.#say = say
    this.#count = count
  }

  /** False when it says nothing new. */
  line(line: EventLine): boolean {
    const now = Date.now()
    // Two letters may well be alike: they are counted, not passed over.
    if (!line.tally) {
      if (now - (this.#saidAt.get(line.spoken) ?? 0) < this.#again) return false
      this.#saidAt.set(line.spoken, now)
    }
    this.#credit = Math.min(AT_ONCE, this.#credit + ((now - this.#creditAt) / 1000) * A_SECOND)
    this.#creditAt = now
    if (!line.tally) {
      // What is no mere letter more is said, after what came before it.
      this.flush()
      this.#say([line])
    } else if (this.#gathered.length === 0 && this.#credit >= 1) {
      this.#credit--
      this.#say([line])
    } else {
      this.#gathered.push(line)
      this.#timer ??= setTimeout(() => this.flush(), BREATH)
    }
    return true
  }

  /** Someone acted: what answers is said, even if it was said a moment ago. */
  anew(): void {
    this.#saidAt.clear()
  }

  /** All has been said: from now on, nothing is said twice. */
  close(): void {
    this.flush()
    this.#again = Number.POSITIVE_INFINITY
  }

  /** Says what is gathered. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const lines = this.#gathered.splice(0)
    if (lines.length === 0) return
    if (lines.length <= FEW) {
      this.#say(lines)
      return
    }
    this.#credit = 0
    const counts = new Map<EventLine['tally'] & object, number>()
    for (const { tally } of lines) if (tally) counts.set(tally, (counts.get(tally) ?? 0) + 1)
    this.#count([...counts].map(([tally, count]) => tally(count)))
  }
}
