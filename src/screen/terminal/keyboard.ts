// The real input, in raw mode from the first prompt to the end: what is typed while nothing is asked is dropped, never echoed.
import { PassThrough } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { Pastes } from './paste.js'

/** A readable that may be a terminal. */
export type Input = NodeJS.ReadableStream & { isTTY?: boolean; setRawMode?(raw: boolean): unknown; unref?(): unknown }

const CTRL_C = '\x03'
const CTRL_Z = '\x1a'

export class Keyboard {
  readonly #input: Input
  readonly #onInterrupt: () => void
  #listener: { keys: PassThrough; paste(text: string, entered: boolean): void } | undefined
  readonly #decoder = new StringDecoder('utf8')
  readonly #pastes = new Pastes()
  #opened = false

  /** `onInterrupt`: Ctrl-C while nothing is asked, or the input closed. */
  constructor(input: Input, onInterrupt: () => void) {
    this.#input = input
    this.#onInterrupt = onInterrupt
  }

  /** The keys from now on, until the next call or `release`; what is pasted is no key, `paste` gets it on one line. */
  listen(paste: (text: string, entered: boolean) => void): PassThrough {
    this.#open()
    const keys = new PassThrough()
    this.#listener = { keys, paste }
    return keys
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
    for (const input of this.#pastes.read(typeof data === 'string' ? data : this.#decoder.write(data))) {
      if ('pasted' in input) this.#listener?.paste(input.pasted, input.entered)
      else this.#onKeys(input.keys)
    }
  }

  #onKeys(keys: string): void {
    // Not suspended: the programs would go on without us, and the shell would be given a raw terminal.
    if (keys === CTRL_Z) return
    if (this.#listener) this.#listener.keys.write(keys)
    else if (keys.includes(CTRL_C)) this.#onInterrupt()
  }
}
