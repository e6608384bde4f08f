// Writes line after line, in a voice: what the simple and the plain form have in common.
import { t } from '../i18n/index.js'
import { Changes } from './changes.js'
import { Pace } from './pace.js'
import { sentence } from './pictures/sentence.js'
import type { Block, EventLine, LiveOptions } from './screen.js'
import type { Voice } from './voice.js'
import { wrap } from './width.js'

/** Nothing is silent for a whole second at first: the time is said a little before, then at the voice's own pace; looked at so often (milliseconds). */
const SILENCE = 880
const LOOK = 100
/** When the programs have been quiet for so long, or in any case after so long, all has been said (milliseconds). */
const QUIET = 400
const LONG = 2000
const USUAL_COLUMNS = 80

/** The lines of a live part: all of it but the learner's side. */
export interface LiveLines {
  line(line: EventLine): void
  picture(blocks: Block[]): void
  status(text: string): void
  /** The learner acted: what answers is said, even if it was said a moment ago. */
  anew(): void
  /** Once the programs are quiet, says the picture as it now is, and then this. */
  close(words: string[]): void
  /** With `left`, whoever listened is gone: the picture is not said again. */
  end(how?: { left?: boolean }): void
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

  /** How many lines these take in a terminal of the usual width. */
  height(blocks: Block[]): number {
    return this.#voice.blocks(blocks).flatMap((line) => wrap(line, USUAL_COLUMNS)).length
  }

  write(lines: string[]): void {
    if (lines.length > 0) this.#output.write(`${lines.join('\n')}\n`)
  }

  /** Text without an end of line: what is asked. */
  prompt(text: string): void {
    this.#output.write(text)
  }

  /** `ticking`: while nothing else is said, the time is. */
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
      const next = due + voice.tick
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
    const event = (lines: EventLine[]) => say(lines.flatMap((line) => voice.event(line)))
    const pace = voice.spoken
      ? new Pace(event, (texts) => say([sentence(t('screen:spoken.tally', { list: texts.join(', ') }))]))
      : undefined
    const pictures = new Changes((parts) => say(voice.changed(parts)), voice.every)
    const statuses = new Changes((parts) => say(parts.map(({ text }) => text)), voice.every)
    let picture: Block[] = []
    let heard = started
    let closing: NodeJS.Timeout | undefined
    let closed = false
    const last = () => {
      pace?.close()
      statuses.flush()
      const lines = voice.blocks(picture)
      if (lines.length > 0) this.write([...voice.gap, ...lines])
      pictures.told()
    }
    return {
      line: (line) => {
        if (!pace) event([line])
        else if (!pace.line(line)) return
        heard = Date.now()
        due = heard + SILENCE
      },
      picture: (blocks) => {
        picture = blocks
        pictures.update(voice.parts(blocks))
      },
      status: (text) => {
        const part = { text: voice.status(text).join('\n') }
        statuses.update(new Map(text ? [['status', part]] : []))
      },
      anew: () => pace?.anew(),
      close: (words) => {
        clearInterval(clock)
        const latest = Date.now() + LONG
        closing = setInterval(() => {
          if (Date.now() < Math.min(heard + QUIET, latest)) return
          clearInterval(closing)
          closed = true
          last()
          this.write(words)
        }, LOOK)
      },
      end: ({ left = false } = {}) => {
        clearInterval(clock)
        clearInterval(closing)
        if (left) pictures.told()
        else if (!closed) last()
        pace?.flush()
        statuses.flush()
        pictures.flush()
        const held = this.#held ?? []
        this.#held = undefined
        for (const blocks of held) this.#printNow(blocks)
      },
    }
  }
}
