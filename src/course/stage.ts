// The screen as steps use it: it remembers what was shown, so that `r` goes back a screen from anywhere,
// and turns `q` into one way out.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Block, Live, LiveOptions, PauseOptions, Question, Screen } from '../screen/screen.js'

/** The learner pressed `q`: whatever was running is ended, what was done is kept. */
export class Quit extends Error {
  override name = 'Quit'
}

/** How long may pass before something is shown, in milliseconds. */
const SOON = 700
/** Lines read in the time programs take to begin. */
const AT_A_GLANCE = 3

export class Stage {
  readonly screen: Screen
  readonly #shown: Block[][] = []

  constructor(screen: Screen) {
    this.screen = screen
  }

  show(blocks: Block[]): void {
    this.#shown.push(blocks)
    this.screen.print(blocks)
  }

  /** Waits for Enter; true when the learner would rather skip what comes next. */
  async pause(next: string, options?: PauseOptions): Promise<{ skip: boolean }> {
    for (let back = 1; ; back++) {
      const move = await this.screen.pause(next, options)
      if (move === 'quit') throw new Quit()
      if (move !== 'reread') return { skip: move === 'skip' }
      this.#showAgain(back)
    }
  }

  /** Asks; undefined when skipped. */
  async ask(question: Question): Promise<string | undefined> {
    let told = 0
    for (let back = 1; ; back++) {
      const answer: Answer = await this.screen.ask({ ...question, told })
      if ('choice' in answer) {
        this.#shown.push([question.heading, ...question.body])
        return answer.choice
      }
      if (answer.move === 'quit') throw new Quit()
      if (answer.move === 'skip') return undefined
      told = answer.told ?? told
      this.#showAgain(back, 'past')
    }
  }

  /** Waits for some work. When it lasts, what is awaited is shown with the time, and the learner may leave. */
  async during<Result>(title: string, work: Promise<Result>): Promise<Result> {
    const lasts = sleep(SOON, 'lasts' as const, { ref: false })
    if ((await Promise.race([work.then(() => 'done' as const), lasts])) === 'done') return work
    const live = this.screen.live({ heading: { kind: 'heading', glyph: 'now', title } })
    try {
      return await Promise.race([work, untilQuit(live)])
    } finally {
      live.end()
    }
  }

  /** Whether that is more than is read while programs already run; the air between counts for nothing. */
  isLong(blocks: Block[]): boolean {
    return blocks.reduce((lines, block) => lines + this.screen.height([block]), 0) > AT_A_GLANCE
  }

  live(options: LiveOptions): Live {
    this.#shown.push([options.heading, ...(options.body ?? [])])
    return this.screen.live(options)
  }

  /** `back` screens ago, and no further than the first; as past where what is asked stands under it as now. */
  #showAgain(back: number, glyph?: 'past'): void {
    const blocks = this.#shown.at(-Math.min(back, this.#shown.length)) ?? []
    const turned = blocks.map((block) => (glyph && block.kind === 'heading' ? { ...block, glyph } : block))
    if (turned.length > 0) this.screen.print(turned)
  }
}

/** Never resolves: the learner goes, or the work is done first. */
async function untilQuit(live: Live): Promise<never> {
  for (;;) {
    const event = await live.next()
    if ('move' in event && event.move === 'quit') throw new Quit()
  }
}
