// A partition's log: batches appended in order, read by offset, kept in segments on disk in Kafka's own form.

import fs from 'node:fs'
import { assignOffset, type BatchHeader, readHeader, stampLogAppendTime } from './batch.js'
import { checkAppend } from './check-append.js'
import type { LogConfig } from './log-config.js'
import { LogError } from './log-error.js'
import type { ProducerState } from './producer-state.js'
import { openSegments, producersFile } from './recovery.js'
import { expiredSegments } from './retention.js'
import { Segment } from './segment.js'
import { loadStartOffset, saveStartOffset } from './start-offset.js'
import { findByTimestamp, findLatest } from './time-lookup.js'

export type { LogConfig } from './log-config.js'
export { LogError } from './log-error.js'

/** Bytes appended between two saves of the indexes and producers: what opening may have to read after a kill -9. */
const CHECKPOINT_BYTES = 8 << 20
/** Indexes hold offsets relative to their segment's base in 31 bits. */
const MAX_RELATIVE_OFFSET = 0x7fff_ffff
const EMPTY = Buffer.alloc(0)

/** Every method is synchronous. Offsets are the next record's number, from 0; timestamps are ms since 1970. */
export class PartitionLog {
  readonly #folder: string
  #config: LogConfig
  readonly #segments: Segment[]
  readonly #producers: ProducerState
  #startOffset: number
  #bytesSinceCheckpoint = 0

  /** Opens the log in `folder`, creating it if absent; a tail torn by a crash is cut at the last whole valid batch. */
  static open(folder: string, config: LogConfig): PartitionLog {
    return new PartitionLog(folder, config)
  }

  private constructor(folder: string, config: LogConfig) {
    const { segments, producers } = openSegments(folder)
    this.#folder = folder
    this.#config = config
    this.#segments = segments
    this.#producers = producers
    this.#startOffset = Math.max(segments[0]!.baseOffset, loadStartOffset(folder))
    if (this.#startOffset > this.endOffset) this.#restartAt(this.#startOffset)
  }

  /** Offset of the first record that can be read. */
  get startOffset(): number {
    return this.#startOffset
  }

  /** Offset the next record will take. */
  get endOffset(): number {
    return this.#active.endOffset
  }

  get sizeInBytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.size, 0)
  }

  get #active(): Segment {
    return this.#segments[this.#segments.length - 1]!
  }

  /**
   * Appends one Produce partition's record set, whose base offset and leader epoch are rewritten in `records` itself.
   * A repeat of one of an idempotent producer's last five batches is not written again: its first offset is returned,
   * and its timestamp as `logAppendTime`, which otherwise is -1 with CreateTime: both as Kafka. Throws LogError; after KAFKA_STORAGE_ERROR the log is as before.
   */
  append(records: Buffer, now = Date.now()): { baseOffset: number; logAppendTime: number; startOffset: number } {
    const batch = checkAppend(records, this.#config, now)
    const stamped = this.#config.timestampType === 'LogAppendTime'
    const answer = { baseOffset: this.endOffset, logAppendTime: stamped ? now : -1, startOffset: this.#startOffset }
    if (batch.producerId >= 0) {
      const repeated = this.#producers.check(batch)
      if (repeated) return { ...answer, baseOffset: repeated.baseOffset, logAppendTime: repeated.timestamp }
    }

    assignOffset(records, answer.baseOffset)
    if (stamped) stampLogAppendTime(records, batch.size, now)
    const placed = readHeader(records, 0)
    onDisk(() => this.#write(records.subarray(0, batch.size), placed))
    if (batch.producerId >= 0) this.#producers.remember(placed, now)
    this.#checkpointSometimes(batch.size)
    return answer
  }

  /**
   * Whole batches from the one that holds `offset`, at most `maxBytes`; with `atLeastOne`, one batch however large.
   * Empty at the end of the log. Throws LogError OFFSET_OUT_OF_RANGE outside [startOffset, endOffset].
   */
  read(offset: number, maxBytes: number, atLeastOne = false): Buffer {
    if (offset < this.#startOffset || offset > this.endOffset) this.#refuse(offset)
    if (offset === this.endOffset) return EMPTY
    return onDisk(() => {
      for (let i = this.#segmentIndex(offset); i < this.#segments.length; i++) {
        const bytes = this.#segments[i]!.read(offset, maxBytes, atLeastOne)
        if (bytes.length > 0 || !atLeastOne) return bytes
      }
      return EMPTY
    })
  }

  /**
   * The first record whose timestamp is `timestamp` or later, with its own timestamp. In snappy, lz4 and zstd batches
   * it is the batch's first offset and largest timestamp: never too late, at most one batch too early.
   */
  offsetForTimestamp(timestamp: number): { offset: number; timestamp: number } | undefined {
    return onDisk(() => findByTimestamp(this.#segments, this.#startOffset, timestamp))
  }

  /** The first record that has the largest timestamp of the log, as exact as `offsetForTimestamp`; undefined when none has one. */
  maxTimestamp(): { offset: number; timestamp: number } | undefined {
    return onDisk(() => findLatest(this.#segments, this.#startOffset))
  }

  /**
   * Makes `offset` (-1: the end) the first readable one and returns the first readable one, which never goes back. The
   * bytes go with their segment, when retention is next enforced. Throws LogError OFFSET_OUT_OF_RANGE.
   */
  deleteRecordsBefore(offset: number): number {
    const wanted = offset === -1 ? this.endOffset : offset
    if (wanted < 0 || wanted > this.endOffset) this.#refuse(offset)
    if (wanted > this.#startOffset) {
      onDisk(() => saveStartOffset(this.#folder, wanted))
      this.#startOffset = wanted
    }
    return this.#startOffset
  }

  /** Deletes the segments kept long enough (`now` in ms); when the active one is among them, a new one is started first. */
  enforceRetention(now: number): void {
    this.#producers.expire(now)
    onDisk(() => {
      const count = expiredSegments(this.#segments, this.#config, this.#startOffset, now)
      for (let i = 0; i < count; i++) {
        if (this.#segments.length === 1) this.#roll()
        this.#segments.shift()!.delete()
        this.#startOffset = Math.max(this.#startOffset, this.#segments[0]!.baseOffset)
      }
    })
  }

  configure(config: LogConfig): void {
    this.#config = config
  }

  /** Saves everything, forces it to disk and closes the files. The log is not usable afterwards. */
  close(): void {
    onDisk(() => {
      this.#active.seal()
      this.#saveProducers()
      for (const segment of this.#segments) {
        segment.sync()
        segment.close()
      }
    })
  }

  /** Closes the files and removes the folder. */
  delete(): void {
    for (const segment of this.#segments) segment.close()
    fs.rmSync(this.#folder, { recursive: true, force: true })
  }

  #write(records: Buffer, batch: BatchHeader): void {
    const { size, baseOffset } = this.#active
    const full = size + batch.size > this.#config.segmentBytes || batch.lastOffset - baseOffset > MAX_RELATIVE_OFFSET
    if (full && size > 0) this.#roll()
    this.#active.append(records, batch)
  }

  #roll(): void {
    this.#segments.push(Segment.create(this.#folder, this.endOffset))
    this.#segments.at(-2)!.seal()
    this.#saveProducers()
    this.#bytesSinceCheckpoint = 0
  }

  #checkpointSometimes(appendedBytes: number): void {
    this.#bytesSinceCheckpoint += appendedBytes
    if (this.#bytesSinceCheckpoint < CHECKPOINT_BYTES) return
    this.#saveProducers()
    ifPossible(() => this.#active.checkpoint())
    this.#bytesSinceCheckpoint = 0
  }

  #saveProducers(): void {
    ifPossible(() => this.#producers.save(producersFile(this.#folder), this.endOffset))
  }

  /** Index of the last segment that starts at or before `offset`. */
  #segmentIndex(offset: number): number {
    let low = 0
    let high = this.#segments.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.#segments[middle]!.baseOffset <= offset) low = middle
      else high = middle - 1
    }
    return low
  }

  /** A log cut (after damage) before the offset it was asked to start at has nothing left to serve. */
  #restartAt(offset: number): void {
    for (const segment of this.#segments.splice(0)) segment.delete()
    this.#segments.push(Segment.create(this.#folder, offset))
  }

  #refuse(offset: number): never {
    throw new LogError('OFFSET_OUT_OF_RANGE', `offset ${offset} is not in [${this.#startOffset}, ${this.endOffset}]`)
  }
}

/** Runs file work; what the system refuses becomes Kafka's storage error. */
function onDisk<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof LogError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new LogError('KAFKA_STORAGE_ERROR', reason, { cause: error })
  }
}

/** For what only makes the next opening quicker: where it fails (a full disk), opening reads further back in the log. */
function ifPossible(save: () => void): void {
  try {
    save()
  } catch {}
}
