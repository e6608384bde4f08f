// One segment of a partition's log: a `.log` file of batches end to end, named by its first offset, and its indexes.

import fs from 'node:fs'
import path from 'node:path'
import { type BatchHeader, batchLastOffset, HEADER_BYTES, LENGTH_OVERHEAD, storedBatchSize } from './batch.js'
import { OffsetIndex, TimeIndex } from './index-file.js'
import { readFully, scanBatches } from './scan.js'

/** Bytes of log between two index entries: Kafka's `index.interval.bytes`. */
const INDEX_INTERVAL_BYTES = 4096
/** On opening, at least this much of the tail is read again and checked, and at least two batches. */
const CHECKED_TAIL_BYTES = 1 << 20
/** Read at once to find a batch's start: the gap between two index entries, give or take a batch. */
const LOCATE_BYTES = INDEX_INTERVAL_BYTES + HEADER_BYTES
const EMPTY = Buffer.alloc(0)

export class Segment {
  readonly baseOffset: number
  /** Bytes of whole batches. */
  size = 0
  /** The offset the next batch would take. */
  endOffset: number
  #maxTimestamp = -1
  #maxTimestampOffset: number
  readonly #file: string
  readonly #offsets: OffsetIndex
  readonly #times: TimeIndex
  #bytesSinceEntry = 0
  #fd: number | undefined
  #unsynced = false

  constructor(folder: string, baseOffset: number) {
    const name = path.join(folder, String(baseOffset).padStart(20, '0'))
    this.baseOffset = this.endOffset = this.#maxTimestampOffset = baseOffset
    this.#file = `${name}.log`
    this.#offsets = new OffsetIndex(`${name}.index`, baseOffset)
    this.#times = new TimeIndex(`${name}.timeindex`, baseOffset)
  }

  /** Creates the file now, so that a full disk is met here and not half-way through an append. */
  static create(folder: string, baseOffset: number): Segment {
    const segment = new Segment(folder, baseOffset)
    segment.#openFile()
    return segment
  }

  /** Opens a segment that is no longer written to, and so ends at `endOffset`: its indexes are read, its batches are not. */
  static loadClosed(folder: string, baseOffset: number, endOffset: number): Segment {
    const segment = new Segment(folder, baseOffset)
    segment.size = fs.statSync(segment.#file).size
    if (!segment.#loadIndexes()) segment.#rebuild(() => {})
    segment.endOffset = endOffset
    return segment
  }

  /**
   * Opens a segment whose last bytes are in doubt: checks its tail (from `fromOffset` or sooner), shows each valid batch
   * to `visit`, and cuts the file after the last one.
   */
  static loadTail(
    folder: string,
    baseOffset: number,
    fromOffset: number,
    visit: (header: BatchHeader) => void,
  ): Segment {
    const segment = new Segment(folder, baseOffset)
    segment.size = fs.statSync(segment.#file).size
    if (segment.#loadIndexes()) segment.#checkTail(fromOffset, visit)
    else segment.#rebuild(visit)
    return segment
  }

  /** The largest timestamp (ms), and the last offset of the first batch that has it; timestamp -1 when no record has one. */
  get largest(): { timestamp: number; offset: number } {
    return { timestamp: this.#maxTimestamp, offset: this.#maxTimestampOffset }
  }

  /** When the file was last written, in ms: stands in for the timestamps where records have none. */
  get modifiedAt(): number {
    return fs.fstatSync(this.#openFile()).mtimeMs
  }

  /** Writes one whole batch at the end; on failure cuts what was written of it and throws the system's error. */
  append(bytes: Buffer, header: BatchHeader): void {
    const fd = this.#openFile()
    try {
      let written = 0
      while (written < bytes.length) {
        written += fs.writeSync(fd, bytes, written, bytes.length - written, this.size + written)
      }
    } catch (error) {
      fs.ftruncateSync(fd, this.size)
      throw error
    }
    this.#unsynced = true
    this.#add(header, this.size)
    this.size += bytes.length
  }

  /**
   * Whole batches from the one that holds `offset` (or the first after it), at most `maxBytes` of them; one batch
   * however large when `atLeastOne`. Empty when the segment has none.
   */
  read(offset: number, maxBytes: number, atLeastOne: boolean): Buffer {
    const first = this.#locate(offset)
    if (!first) return EMPTY
    const { position, bytes } = first
    if (bytes > maxBytes) return atLeastOne ? readFully(this.#openFile(), position, bytes) : EMPTY
    const limit = position + maxBytes
    if (limit >= this.size) return readFully(this.#openFile(), position, this.size - position)
    // The last indexed batch within reach is a good place to stop: nothing is read for nothing.
    const indexed = this.#offsets.lastPositionUpTo(limit)
    if (indexed > position) return readFully(this.#openFile(), position, indexed - position)
    return wholeBatches(readFully(this.#openFile(), position, maxBytes))
  }

  /** Place of the first batch that reaches `offset`; undefined when none does. */
  #locate(offset: number): { position: number; bytes: number } | undefined {
    let position = this.#offsets.positionBefore(offset)
    while (position < this.size) {
      const chunk = readFully(this.#openFile(), position, Math.min(LOCATE_BYTES, this.size - position))
      for (let at = 0; at + HEADER_BYTES <= chunk.length; at += storedBatchSize(chunk, at)) {
        const bytes = storedBatchSize(chunk, at)
        if (batchLastOffset(chunk, at) >= offset) return { position, bytes }
        position += bytes
      }
    }
    return undefined
  }

  /** An offset of this segment before which no record is as late as `timestamp` (ms). */
  offsetBefore(timestamp: number): number {
    return this.#times.offsetBefore(timestamp)
  }

  /** Saves the indexes, so that opening has no more than what follows to read. Throws the system's error. */
  checkpoint(): void {
    // In this order: an offset entry promises that the timestamps before it are known.
    this.#times.save()
    this.#offsets.save()
  }

  /**
   * Ends the segment's active life, or the broker's: the largest timestamp becomes the time index's last entry. Without
   * room for the indexes there are none, and the next opening makes them again from the batches.
   */
  seal(): void {
    this.#times.add(this.#maxTimestamp, this.#maxTimestampOffset)
    try {
      this.checkpoint()
    } catch {
      this.#offsets.remove()
      this.#times.remove()
    }
  }

  /** Forces the batches to the disk itself. */
  sync(): void {
    if (!this.#unsynced) return
    fs.fsyncSync(this.#openFile())
    this.#unsynced = false
  }

  close(): void {
    if (this.#fd === undefined) return
    fs.closeSync(this.#fd)
    this.#fd = undefined
  }

  delete(): void {
    this.close()
    fs.rmSync(this.#file, { force: true })
    this.#offsets.remove()
    this.#times.remove()
  }

  #openFile(): number {
    this.#fd ??= fs.openSync(this.#file, fs.constants.O_RDWR | fs.constants.O_CREAT)
    return this.#fd
  }

  #add(header: BatchHeader, position: number): void {
    if (header.maxTimestamp > this.#maxTimestamp) {
      this.#maxTimestamp = header.maxTimestamp
      this.#maxTimestampOffset = header.lastOffset
    }
    if (this.#bytesSinceEntry > INDEX_INTERVAL_BYTES) {
      this.#offsets.add(header.lastOffset, position)
      this.#times.add(this.#maxTimestamp, this.#maxTimestampOffset)
      this.#bytesSinceEntry = 0
    }
    this.#bytesSinceEntry += header.size
    this.endOffset = header.lastOffset + 1
  }

  #loadIndexes(): boolean {
    if (!this.#offsets.load() || !this.#times.load()) return false
    const { timestamp, offset } = this.#times.last
    this.#maxTimestamp = timestamp
    this.#maxTimestampOffset = offset
    const n = this.#offsets.count
    return n === 0 || this.#offsets.entry(n - 1).position < this.size
  }

  #checkTail(fromOffset: number, visit: (header: BatchHeader) => void): void {
    // Two entries back, for two batches at least; further for the bytes wanted, further still for `fromOffset`.
    let kept = Math.min(this.#offsets.count - 1, this.#offsets.countUpTo(this.size - CHECKED_TAIL_BYTES))
    while (kept > 0 && this.#offsets.entry(kept - 1).lastOffset > fromOffset) kept--
    if (kept <= 0) {
      this.#rebuild(visit)
      return
    }

    const { lastOffset, position } = this.#offsets.entry(kept - 1)
    this.#offsets.truncate(kept)
    this.#times.truncateAfter(lastOffset)
    this.#maxTimestamp = this.#times.last.timestamp
    this.#maxTimestampOffset = this.#times.last.offset
    const found = this.#scan(position, (first) => first.lastOffset === lastOffset, visit)
    if (!found) this.#rebuild(visit)
  }

  /** Reads the whole segment anew: its indexes are missing, wrong, or do not reach as far back as wanted. */
  #rebuild(visit: (header: BatchHeader) => void): void {
    this.#offsets.truncate(0)
    this.#times.truncateAfter(-1)
    this.#maxTimestamp = -1
    this.#maxTimestampOffset = this.baseOffset
    const found = this.#scan(0, (first) => first.baseOffset === this.baseOffset, visit)
    if (!found) this.#cutAt(0)
  }

  /** Indexes the valid batches from `position` on and cuts what follows them; false, and nothing is cut, when there is none. */
  #scan(position: number, isFirst: (header: BatchHeader) => boolean, visit: (header: BatchHeader) => void): boolean {
    this.#bytesSinceEntry = 0
    const end = scanBatches(this.#openFile(), position, this.size, isFirst, (header, at) => {
      this.#add(header, at)
      visit(header)
    })
    if (end > position) this.#cutAt(end)
    return end > position
  }

  #cutAt(end: number): void {
    if (end === this.size) return
    fs.ftruncateSync(this.#openFile(), end)
    this.size = end
    // Index entries about what was cut must not outlive it: other batches will take those places.
    this.seal()
  }
}

/** `bytes` without the batch cut short at its end. */
function wholeBatches(bytes: Buffer): Buffer {
  let end = 0
  while (end + LENGTH_OVERHEAD <= bytes.length) {
    const next = end + storedBatchSize(bytes, end)
    if (next > bytes.length) break
    end = next
  }
  return bytes.subarray(0, end)
}
