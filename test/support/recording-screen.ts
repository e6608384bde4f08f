// A screen that keeps all it is given, and answers questions as a learner in a script would.
import type { Block, Live, LiveOptions, Move, Question, Screen } from '../../src/screen/screen.js'
import { heightOf, type Shown } from './heights.js'

/** A receipt, as the live lines tell it. */
const RECEIPT = /^(?:récépissé|receipt) /

export interface Script {
  /** The choice for each question; the question's first wrong one can be found in it. */
  answer?(question: Question): string
}

export class RecordingScreen implements Screen {
  readonly form = 'plain'
  readonly spoken = false
  readonly blocks: Block[] = []
  readonly statuses: string[] = []
  /** The programs' lines, in the words that are for the ear. */
  readonly heard: string[] = []
  /** What was before the learner each time a key was asked, or would have been. */
  readonly screens: Shown[] = []
  /** How many screens and how many milliseconds had gone by when the first letter was filed. */
  firstReceipt: { screens: number; after: number } | undefined
  readonly #started = Date.now()
  #prints: Block[][] = []
  readonly #script: Script

  constructor(script: Script = {}) {
    this.#script = script
  }

  /** All that was shown, as text. */
  get text(): string {
    return this.blocks.map((block) => ('text' in block ? block.text : JSON.stringify(block))).join('\n')
  }

  print(blocks: Block[]): void {
    this.blocks.push(...blocks)
    this.#prints.push(blocks)
  }

  height(blocks: Block[]): number {
    return heightOf(blocks)
  }

  async pause(): Promise<Move> {
    this.#turn()
    return 'next'
  }

  async ask(question: Question): Promise<{ choice: string }> {
    if (!this.#script.answer) throw new Error(`nobody to answer « ${question.heading.title} »`)
    const choices = question.choices.map(({ label }) => label)
    this.#prints.push([question.heading, ...question.body, { kind: 'list', items: choices }])
    this.#turn({ asks: true })
    return { choice: this.#script.answer(question) }
  }

  async confirm(): Promise<boolean> {
    return false
  }

  /** By hand, a task is skipped: only `--auto` acts. */
  live(options: LiveOptions): Live {
    // What `--auto` printed of a question: its answer stands where the keys would.
    this.#turn()
    const shown: Shown = { kind: 'live', options, picture: [], status: '', ready: false }
    this.screens.push(shown)
    const byHand = this.#script.answer !== undefined
    let ready = false
    return {
      line: ({ wide, spoken }) => {
        this.heard.push(spoken)
        if (!RECEIPT.test(wide)) return
        this.firstReceipt ??= { screens: this.screens.length, after: Date.now() - this.#started }
      },
      picture: (blocks) => {
        shown.picture = blocks
      },
      status: (text) => {
        shown.status = text
        this.statuses.push(text)
      },
      next: () => {
        if (!byHand) return new Promise(() => {})
        // Once it is ready, Enter; before that, the learner passes.
        return ready
          ? Promise.resolve({ move: 'next' })
          : new Promise((resolve) => setTimeout(resolve, 50, { move: 'skip' }))
      },
      ready: () => {
        ready = true
      },
      end: () => {},
    }
  }

  close(): void {}

  #turn({ asks = false } = {}): void {
    if (this.#prints.length > 0) this.screens.push({ kind: 'page', prints: this.#prints, asks })
    this.#prints = []
  }
}
