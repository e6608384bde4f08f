// Reads the protocol's primitive types out of one frame. Never allocates more than the frame holds.
import { ProtocolError } from './errors.js'

/** Array elements one request may hold: an element takes 2 bytes on the wire and some 100 in memory. */
export const MAX_ELEMENTS = 50_000

const TWO_32 = 0x1_0000_0000

/** Bytes and records come out as views of the frame, valid only until it is released. */
export class Reader {
  readonly #buffer: Buffer
  #position: number
  #elements = 0

  constructor(buffer: Buffer, position = 0) {
    this.#buffer = buffer
    this.#position = position
  }

  /** Bytes not read yet. */
  get remaining(): number {
    return this.#buffer.length - this.#position
  }

  #take(length: number): number {
    const at = this.#position
    if (length > this.#buffer.length - at) throw new ProtocolError(`frame ends ${length} bytes too early`)
    this.#position = at + length
    return at
  }

  bool(): boolean {
    return this.#buffer[this.#take(1)] !== 0
  }

  int8(): number {
    return this.#buffer.readInt8(this.#take(1))
  }

  int16(): number {
    return this.#buffer.readInt16BE(this.#take(2))
  }

  int32(): number {
    return this.#buffer.readInt32BE(this.#take(4))
  }

  /** As a number: exact up to 2^53, the nearest number beyond. */
  int64(): number {
    const at = this.#take(8)
    return this.#buffer.readInt32BE(at) * TWO_32 + this.#buffer.readUInt32BE(at + 4)
  }

  nullableString(): string | null {
    const length = this.int16()
    if (length === -1) return null
    if (length < 0) throw new ProtocolError(`string of length ${length}`)
    const at = this.#take(length)
    return this.#buffer.toString('utf8', at, at + length)
  }

  string(): string {
    const value = this.nullableString()
    if (value === null) throw new ProtocolError('null where a string is required')
    return value
  }

  nullableBytes(): Buffer | null {
    const length = this.int32()
    if (length === -1) return null
    if (length < 0) throw new ProtocolError(`bytes of length ${length}`)
    const at = this.#take(length)
    return this.#buffer.subarray(at, at + length)
  }

  bytes(): Buffer {
    const value = this.nullableBytes()
    if (value === null) throw new ProtocolError('null where bytes are required')
    return value
  }

  /** Length of the array that follows, -1 for a null one; refuses lengths the frame cannot hold. */
  arrayLength(): number {
    const length = this.int32()
    if (length < -1) throw new ProtocolError(`array of length ${length}`)
    if (length > this.remaining) throw new ProtocolError(`array of ${length} in ${this.remaining} bytes`)
    this.#elements += length
    if (this.#elements > MAX_ELEMENTS) throw new ProtocolError(`more than ${MAX_ELEMENTS} array elements`)
    return length
  }
}
