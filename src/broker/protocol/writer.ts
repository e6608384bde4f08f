// Writes one frame after another into shared slabs; large byte strings are attached, not copied.

const SLAB_BYTES = 64 * 1024
/** Below this, copying is cheaper than one more piece to send. */
const COPY_BELOW_BYTES = 2048
const TWO_32 = 0x1_0000_0000

/** One writer serves all connections: a frame is begun and finished without yielding in between. */
export class Writer {
  #slab: Buffer = Buffer.allocUnsafeSlow(SLAB_BYTES)
  /** Where the piece being written starts, and where the next byte goes. */
  #start = 0
  #position = 0
  #pieces: Buffer[] = []

  /** Starts a frame; its 4-byte length is filled in by finish. Forgets an unfinished one. */
  begin(): void {
    this.#pieces = []
    this.#start = this.#position
    this.#reserve(4)
  }

  /** The frame's pieces, in order. They are never written to again. */
  finish(): Buffer[] {
    this.#cut()
    const pieces = this.#pieces
    let total = 0
    for (const piece of pieces) total += piece.length
    pieces[0]!.writeInt32BE(total - 4, 0)
    this.#pieces = []
    return pieces
  }

  #cut(): void {
    if (this.#position > this.#start) this.#pieces.push(this.#slab.subarray(this.#start, this.#position))
    this.#start = this.#position
  }

  #reserve(length: number): number {
    let at = this.#position
    if (at + length > this.#slab.length) {
      const used = at - this.#start
      const next = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, 2 * (used + length)))
      this.#slab.copy(next, 0, this.#start, at)
      this.#slab = next
      this.#start = 0
      at = used
    }
    this.#position = at + length
    return at
  }

  bool(value: boolean): void {
    const at = this.#reserve(1)
    this.#slab[at] = value ? 1 : 0
  }

  int8(value: number): void {
    const at = this.#reserve(1)
    this.#slab.writeInt8(value, at)
  }

  int16(value: number): void {
    const at = this.#reserve(2)
    this.#slab.writeInt16BE(value, at)
  }

  int32(value: number): void {
    const at = this.#reserve(4)
    this.#slab.writeInt32BE(value, at)
  }

  int64(value: number): void {
    const at = this.#reserve(8)
    const high = Math.floor(value / TWO_32)
    this.#slab.writeInt32BE(high | 0, at)
    this.#slab.writeUInt32BE(value - high * TWO_32, at + 4)
  }

  nullableString(value: string | null): void {
    if (value === null) {
      this.int16(-1)
      return
    }
    const length = Buffer.byteLength(value)
    this.int16(length)
    const at = this.#reserve(length)
    this.#slab.write(value, at, length, 'utf8')
  }

  nullableBytes(value: Buffer | null): void {
    if (value === null) {
      this.int32(-1)
      return
    }
    this.int32(value.length)
    if (value.length < COPY_BELOW_BYTES) {
      const at = this.#reserve(value.length)
      value.copy(this.#slab, at)
    } else {
      this.#cut()
      this.#pieces.push(value)
    }
  }
}
