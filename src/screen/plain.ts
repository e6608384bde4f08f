// No terminal, or --auto: results line by line, and nothing is ever asked.
import { LineWriter } from './line-writer.js'
import type { Answer, Block, Live, LiveEvent, LiveOptions, Move, Screen } from './screen.js'
import type { Voice } from './voice.js'

export class PlainScreen implements Screen {
  readonly form = 'plain'
  readonly spoken: boolean
  readonly #writer: LineWriter

  constructor(output: NodeJS.WritableStream, voice: Voice) {
    this.spoken = voice.spoken
    this.#writer = new LineWriter(output, voice)
  }

  print(blocks: Block[]): void {
    this.#writer.print(blocks)
  }

  height(blocks: Block[]): number {
    return this.#writer.height(blocks)
  }

  async pause(): Promise<Move> {
    return 'next'
  }

  async ask(): Promise<Answer> {
    throw new Error('nothing can be asked without a terminal')
  }

  async confirm(): Promise<boolean> {
    return false
  }

  live(options: LiveOptions): Live {
    const never = new Promise<LiveEvent>(() => {})
    const { end, ...lines } = this.#writer.live(options, { ticking: true })
    return { ...lines, next: () => never, ready() {}, end: () => end() }
  }

  close(): void {}
}
