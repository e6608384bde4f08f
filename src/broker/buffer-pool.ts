// Buffers in which large requests are gathered: lent for as long as one takes, used again for the next, and bounded.
import { MAX_GATHERED_BYTES } from './limits.js'
import { ProtocolError } from './protocol/errors.js'

const SMALLEST_BYTES = 256 << 10
/** What waits to be lent again: so many, none larger. */
const KEPT = 8
const LARGEST_KEPT_BYTES = 2 << 20

export class BufferPool {
  readonly #kept: Buffer[] = []
  #lentBytes = 0

  /** A buffer of that size or more, its content whatever it was. Throws ProtocolError when too much is lent already. */
  take(bytes: number): Buffer {
    const index = this.#kept.findIndex(({ length }) => length >= bytes)
    const size = index < 0 ? Math.max(SMALLEST_BYTES, 2 ** Math.ceil(Math.log2(bytes))) : this.#kept[index]!.length
    if (this.#lentBytes + size > MAX_GATHERED_BYTES) throw new ProtocolError('too many large requests at once')
    this.#lentBytes += size
    return index < 0 ? Buffer.allocUnsafeSlow(size) : this.#kept.splice(index, 1)[0]!
  }

  giveBack(buffer: Buffer): void {
    this.#lentBytes -= buffer.length
    if (buffer.length <= LARGEST_KEPT_BYTES && this.#kept.length < KEPT) this.#kept.push(buffer)
  }
}
