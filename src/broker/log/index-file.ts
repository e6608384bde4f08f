// A segment's two sparse indexes, in Kafka's own file form: `.index` (offset → position) and `.timeindex`
// (timestamp → offset). Both live in memory and reach their files at checkpoints only.

import fs from 'node:fs'
import { readInt64, writeInt64 } from './int64.js'

/** Fixed-size entries in memory, with a file they are saved to. */
class EntryTable {
  readonly path: string
  readonly #entryBytes: number
  #bytes = Buffer.alloc(0)
  #savedCount = 0
  count = 0

  constructor(path: string, entryBytes: number) {
    this.path = path
    this.#entryBytes = entryBytes
  }

  /** The bytes of all entries, end to end: valid until the next `add`. */
  get bytes(): Buffer {
    return this.#bytes
  }

  /** Makes room for one entry and returns the position where the caller writes it. */
  add(): number {
    const at = this.count * this.#entryBytes
    if (at === this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(16 * this.#entryBytes, at * 2))
      this.#bytes.copy(grown)
      this.#bytes = grown
    }
    this.count++
    return at
  }

  /** Forgets the entries from `count` on. */
  truncate(count: number): void {
    this.count = count
    this.#savedCount = Math.min(this.#savedCount, count)
  }

  /** Reads the file; false when it is absent or is not a whole number of entries. */
  load(): boolean {
    try {
      this.#bytes = fs.readFileSync(this.path)
    } catch {
      return false
    }
    if (this.#bytes.length % this.#entryBytes !== 0) {
      this.#bytes = Buffer.alloc(0)
      return false
    }
    this.count = this.#savedCount = this.#bytes.length / this.#entryBytes
    return true
  }

  /** Writes the entries the file lacks, over those it has too many. Throws the system's error. */
  save(): void {
    const fd = fs.openSync(this.path, fs.constants.O_RDWR | fs.constants.O_CREAT)
    try {
      const from = this.#savedCount * this.#entryBytes
      const end = this.count * this.#entryBytes
      fs.ftruncateSync(fd, from)
      if (end > from) fs.writeSync(fd, this.#bytes, from, end - from, from)
      this.#savedCount = this.count
    } finally {
      fs.closeSync(fd)
    }
  }

  /** Removes the file. */
  remove(): void {
    fs.rmSync(this.path, { force: true })
    this.#savedCount = 0
  }

  /** Number of leading entries for which `holds` is true; it must be true then false along the table. */
  countWhile(holds: (at: number) => boolean): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (holds(middle * this.#entryBytes)) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** What both indexes are: a table of entries about a segment, told from its base offset on. */
class SparseIndex {
  protected readonly base: number
  protected readonly table: EntryTable

  constructor(path: string, baseOffset: number, entryBytes: number) {
    this.table = new EntryTable(path, entryBytes)
    this.base = baseOffset
  }

  load(): boolean {
    return this.table.load()
  }

  save(): void {
    this.table.save()
  }

  remove(): void {
    this.table.remove()
  }
}

/** Entries of 8 bytes: a batch's last offset (less the segment's base offset), and the position of that batch. */
export class OffsetIndex extends SparseIndex {
  constructor(path: string, baseOffset: number) {
    super(path, baseOffset, 8)
  }

  get count(): number {
    return this.table.count
  }

  add(lastOffset: number, position: number): void {
    const at = this.table.add()
    this.table.bytes.writeInt32BE(lastOffset - this.base, at)
    this.table.bytes.writeInt32BE(position, at + 4)
  }

  entry(i: number): { lastOffset: number; position: number } {
    const { bytes } = this.table
    return { lastOffset: this.base + bytes.readInt32BE(i * 8), position: bytes.readInt32BE(i * 8 + 4) }
  }

  /** Position of an indexed batch at or before the one that holds `offset`; 0 when none is. */
  positionBefore(offset: number): number {
    const { bytes } = this.table
    const relative = offset - this.base
    const n = this.table.countWhile((at) => bytes.readInt32BE(at) <= relative)
    return n === 0 ? 0 : bytes.readInt32BE((n - 1) * 8 + 4)
  }

  /** Number of entries whose batch starts at or before `position`. */
  countUpTo(position: number): number {
    const { bytes } = this.table
    return this.table.countWhile((at) => bytes.readInt32BE(at + 4) <= position)
  }

  /** Position of the last indexed batch that starts at or before `position`; 0 when none does. */
  lastPositionUpTo(position: number): number {
    const n = this.countUpTo(position)
    return n === 0 ? 0 : this.entry(n - 1).position
  }

  truncate(count: number): void {
    this.table.truncate(count)
  }
}

/** Entries of 12 bytes: the largest timestamp so far, and the offset of the batch it was met in. */
export class TimeIndex extends SparseIndex {
  constructor(path: string, baseOffset: number) {
    super(path, baseOffset, 12)
  }

  /** The last entry: the largest timestamp; -1 when there is none. */
  get last(): { timestamp: number; offset: number } {
    const { bytes, count } = this.table
    if (count === 0) return { timestamp: -1, offset: this.base }
    const at = (count - 1) * 12
    return { timestamp: readInt64(bytes, at), offset: this.base + bytes.readInt32BE(at + 8) }
  }

  /** Adds an entry if its timestamp is larger than all before. */
  add(timestamp: number, offset: number): void {
    if (timestamp <= this.last.timestamp) return
    const at = this.table.add()
    writeInt64(this.table.bytes, timestamp, at)
    this.table.bytes.writeInt32BE(offset - this.base, at + 8)
  }

  /** An offset before which no record is as late as `timestamp`. */
  offsetBefore(timestamp: number): number {
    const { bytes } = this.table
    const n = this.table.countWhile((at) => readInt64(bytes, at) < timestamp)
    return n === 0 ? this.base : this.base + bytes.readInt32BE((n - 1) * 12 + 8)
  }

  /** Forgets the entries about offsets after `lastOffset`. */
  truncateAfter(lastOffset: number): void {
    const { bytes } = this.table
    const relative = lastOffset - this.base
    this.table.truncate(this.table.countWhile((at) => bytes.readInt32BE(at + 8) <= relative))
  }
}
