// Writes line after line, in a voice: what the simple and the plain form have in common.
import { Changes } from './changes.js'
import type { Block, EventLine, LiveOptions } from './screen.js'
import type { Voice } from './voice.js'

/** The lines of a live part: all of it but the learner's side. */
export interface LiveLines {
  line(line: EventLine): void
  picture(blocks: Block[]): void
  status(text: string): void
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

  live({ heading, body = [] }: LiveOptions): LiveLines {
    this.#printNow([heading, ...body])
    this.#held = []
    const voice = this.#voice
    let opened = false
    const say = (lines: string[]) => {
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
      flush: () => {
        statuses.flush()
        pictures.flush()
      },
      end: () => {
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
