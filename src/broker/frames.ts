// Cuts what arrives on a connection into frames. A frame that fits in one piece received is a view of it; a larger one
// is gathered in a buffer lent for the time, which grows as bytes really come.
import type { BufferPool } from './buffer-pool.js'
import { MAX_REQUEST_BYTES } from './limits.js'
import { ProtocolError } from './protocol/errors.js'

/** The shortest request header: API key, version, correlation id, client id. */
const MIN_FRAME_BYTES = 10
const NOTHING = Buffer.alloc(0)

export class FrameReader {
  readonly #pool: BufferPool
  /** Received and not yet cut. */
  #chunk: Buffer = NOTHING
  #at = 0
  /** The frame being gathered: its length (-1 while unknown) and its bytes so far. */
  #length = -1
  #buffer: Buffer = NOTHING
  #filled = 0
  readonly #header = Buffer.alloc(4)
  #headerFilled = 0

  constructor(pool: BufferPool) {
    this.#pool = pool
  }

  /** Whether all that was pushed has been taken. */
  get isDrained(): boolean {
    return this.#at === this.#chunk.length
  }

  /** To be called only when drained. The chunk is not copied. */
  push(chunk: Buffer): void {
    this.#chunk = chunk
    this.#at = 0
  }

  /** To be called before what was pushed is overwritten: copies what has not been taken of it. */
  keepRest(): void {
    this.push(this.isDrained ? NOTHING : Buffer.from(this.#chunk.subarray(this.#at)))
  }

  /** The next whole frame, without its length; valid until the following call. Throws ProtocolError on a wrong length. */
  next(): Buffer | undefined {
    if (this.#length < 0) {
      this.release()
      if (!this.#readLength()) return undefined
    }
    const available = this.#chunk.length - this.#at
    const missing = this.#length - this.#filled
    if (this.#filled === 0 && available >= missing) {
      const frame = this.#chunk.subarray(this.#at, this.#at + missing)
      this.#at += missing
      this.#length = -1
      return frame
    }
    this.#gather(Math.min(available, missing))
    if (this.#filled < this.#length) return undefined
    this.#length = -1
    return this.#buffer.subarray(0, this.#filled)
  }

  /** Gives the buffer of the last frame back; to be called, too, when the connection is closed. */
  release(): void {
    if (this.#buffer !== NOTHING) this.#pool.giveBack(this.#buffer)
    this.#buffer = NOTHING
    this.#filled = 0
  }

  #readLength(): boolean {
    while (this.#headerFilled < 4) {
      if (this.isDrained) return false
      this.#header[this.#headerFilled++] = this.#chunk[this.#at++]!
    }
    this.#headerFilled = 0
    this.#length = this.#header.readInt32BE(0)
    if (this.#length < MIN_FRAME_BYTES || this.#length > MAX_REQUEST_BYTES) {
      throw new ProtocolError(`a frame of ${this.#length} bytes`)
    }
    return true
  }

  #gather(count: number): void {
    const needed = this.#filled + count
    if (needed > this.#buffer.length) {
      const larger = this.#pool.take(Math.min(2 * needed, this.#length))
      this.#buffer.copy(larger, 0, 0, this.#filled)
      if (this.#buffer !== NOTHING) this.#pool.giveBack(this.#buffer)
      this.#buffer = larger
    }
    this.#chunk.copy(this.#buffer, this.#filled, this.#at, this.#at + count)
    this.#at += count
    this.#filled = needed
  }
}
