// What clack writes on: the real output, without colours or no-break spaces where there are to be none, silent when told.
import { Writable } from 'node:stream'
import { stripColors } from '../theme.js'

/** A writable that may be a terminal: `columns` and `rows` as Node's tty gives them, and a `resize` event. */
export type Output = NodeJS.WritableStream & { columns?: number; rows?: number; isTTY?: boolean }

export class Paper extends Writable {
  readonly #output: Output
  readonly #colors: boolean
  readonly #ascii: boolean
  #silent = false

  constructor(output: Output, { colors, ascii }: { colors: boolean; ascii: boolean }) {
    super({ decodeStrings: false })
    this.#output = output
    this.#colors = colors
    this.#ascii = ascii
  }

  get columns(): number {
    return this.#output.columns || 80
  }

  get rows(): number {
    return this.#output.rows || 24
  }

  /** Asks clack for a redraw: its `render` is private, but it redraws when its output is resized. */
  redraw(): void {
    this.emit('resize')
  }

  /** Lets clack redraw, and so take note of its new frame, without a word of it reaching the terminal. */
  redrawSilently(): void {
    this.#silent = true
    this.redraw()
    this.#silent = false
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    if (!this.#silent) {
      const text = this.#colors ? chunk : stripColors(chunk)
      this.#output.write(this.#ascii ? text.replaceAll('\u00a0', ' ') : text)
    }
    done()
  }
}
