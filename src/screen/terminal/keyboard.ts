// The real input, in raw mode from the first prompt to the end: what is typed while nothing is asked is dropped, never echoed.
import { PassThrough } from 'node:stream'

/** A readable that may be a terminal. */
export type Input = NodeJS.ReadableStream & { isTTY?: boolean; setRawMode?(raw: boolean): unknown; unref?(): unknown }

const CTRL_C = '\x03'
const CTRL_Z = '\x1a'

export class Keyboard {
  readonly #input: Input
  readonly #onInterrupt: () => void
  #listener: PassThrough | undefined
  #opened = false

  /** `onInterrupt`: Ctrl-C while nothing is asked, or the input closed. */
  constructor(input: Input, onInterrupt: () => void) {
    this.#input = input
    this.#onInterrupt = onInterrupt
  }

  /** The keys from now on, until the next call or `release`. */
  listen(): PassThrough {
    this.#open()
    this.#listener = new PassThrough()
    return this.#listener
  }

  release(): void {
    this.#listener = undefined
  }

  close(): void {
    if (!this.#opened) return
    this.#opened = false
    this.#input.off('data', this.#onData)
    for (const event of ['end', 'close', 'error']) this.#input.off(event, this.#onInterrupt)
    if (this.#input.isTTY) this.#input.setRawMode?.(false)
    this.#input.pause()
  }

  #open(): void {
    if (this.#opened) return
    this.#opened = true
    if (this.#input.isTTY) this.#input.setRawMode?.(true)
    this.#input.on('data', this.#onData)
    for (const event of ['end', 'close', 'error']) this.#input.on(event, this.#onInterrupt)
    this.#input.resume()
  }

  readonly #onData = (data: Buffer | string): void => {
    // Not suspended: the programs would go on without us, and the shell would be given a raw terminal.
    if (String(data) === CTRL_Z) return
    if (this.#listener) this.#listener.write(data)
    else if (data.includes(CTRL_C)) this.#onInterrupt()
  }
}
