// Writes line after line, in a voice: what the simple and the plain form have in common.
import { Changes } from './changes.js'
import type { Block, EventLine, LiveOptions } from './screen.js'
import type { Voice } from './voice.js'

/** Nothing is silent for longer than a second: the time is said a little before, and looked at so often (milliseconds). */
const SILENCE = 880
const LOOK = 100

/** The lines of a live part: all of it but the learner's side. */
export interface LiveLines {
  line(line: EventLine): void
  picture(blocks: Block[]): void
  status(text: string): void
  /** The time is said no more: it is the learner who is awaited. */
  still(): void
  /** Says now what would have waited. */
  flush(): void
  end(): void
}

export class LineWriter {
  readonly #output: NodeJS.WritableStream
  readonly #voice: Voice
  #first = true
  /** Printed once the live part has ended. */
  #held: Block[][] | undefined

  constructor(output: NodeJS.WritableStream, voice: Voice) {
    this.#output = output
    this.#voice = voice
  }

  print(blocks: Block[]): void {
    if (this.#held) this.#held.push(blocks)
    else this.#printNow(blocks)
  }

  #printNow(blocks: Block[]): void {
    const lines = this.#voice.blocks(blocks)
    if (lines.length === 0) return
    // The very first line of all is not an empty one.
    const all = this.#first ? lines.slice(lines[0] === '' ? 1 : 0) : [...this.#voice.gap, ...lines]
    this.#first = false
    this.write(all)
  }

  write(lines: string[]): void {
    if (lines.length > 0) this.#output.write(`${lines.join('\n')}\n`)
  }

  /** Text without an end of line: what is asked. */
  prompt(text: string): void {
    this.#output.write(text)
  }

  /** `ticking`: while nothing else is said, the time is, every second. */
  live({ heading, body = [] }: LiveOptions, { ticking }: { ticking: boolean }): LiveLines {
    this.#printNow([heading, ...body])
    this.#held = []
    const voice = this.#voice
    const started = Date.now()
    let opened = false
    let due = started + SILENCE
    const clock = setInterval(() => {
      if (Date.now() < due) return
      // Whole seconds apart, or the same one would be said twice.
      const next = due + 1000
      say(voice.elapsed(1000 * Math.round((Date.now() - started) / 1000)))
      due = next
    }, LOOK)
    clock.unref()
    if (!ticking) clearInterval(clock)
    const say = (lines: string[]) => {
      due = Date.now() + SILENCE
      this.write(opened ? lines : [...voice.gap, ...lines])
      opened = true
    }
    const pictures = new Changes(say)
    const statuses = new Changes(say)
    let picture: Block[] = []
    return {
      line: (line) => say(voice.event(line)),
      picture: (blocks) => {
        picture = blocks
        pictures.update(voice.parts(blocks))
      },
      status: (text) => statuses.update(new Map(text ? [['status', voice.status(text).join('\n')]] : [])),
      still: () => clearInterval(clock),
      flush: () => {
        statuses.flush()
        pictures.flush()
      },
      end: () => {
        clearInterval(clock)
        statuses.flush()
        const last = voice.last(picture)
        if (last.length > 0) {
          pictures.end()
          this.write([...voice.gap, ...last])
        } else pictures.flush()
        const held = this.#held ?? []
        this.#held = undefined
        for (const blocks of held) this.#printNow(blocks)
      },
    }
  }
}
