// A record batch's header (magic 2): reading it, checking it, and the few fields a broker may rewrite.
// Layout: https://kafka.apache.org/documentation/#recordbatch

import { crc32c } from './crc32c.js'
import { readInt64, writeInt64 } from './int64.js'
import { LogError } from './log-error.js'

export const HEADER_BYTES = 61
/** Bytes before what `batchLength` counts: the base offset and the length itself. */
export const LENGTH_OVERHEAD = 12

const LENGTH = 8
const LEADER_EPOCH = 12
const MAGIC = 16
const CRC = 17
const ATTRIBUTES = 21
const MAX_TIMESTAMP = 35

const LOG_APPEND_TIME = 0x08
const TRANSACTIONAL = 0x10
const CONTROL = 0x20

/** What a batch says of itself; timestamps in ms since 1970 (-1: none), `size` in bytes with the whole header. */
export interface BatchHeader {
  readonly size: number
  readonly baseOffset: number
  readonly lastOffset: number
  readonly baseTimestamp: number
  readonly maxTimestamp: number
  /** 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
  readonly compression: number
  readonly isLogAppendTime: boolean
  readonly isTransactional: boolean
  readonly isControl: boolean
  /** -1 unless the producer is idempotent; so are the next two. */
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly recordCount: number
}

/** Whole size in bytes of the batch at `at`, from its length field: unchecked, may be a lie. */
export function batchSize(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at + LENGTH) + LENGTH_OVERHEAD
}

/** `batchSize` of a batch already in the log; throws LogError CORRUPT_MESSAGE where the file has been damaged since. */
export function storedBatchSize(bytes: Buffer, at: number): number {
  const size = batchSize(bytes, at)
  if (size < HEADER_BYTES) throw new LogError('CORRUPT_MESSAGE', `a batch of ${size} bytes in the log`)
  return size
}

export function batchMagic(bytes: Buffer, at: number): number {
  return bytes.readInt8(at + MAGIC)
}

export function leaderEpoch(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at + LEADER_EPOCH)
}

/** Offset of the last record of the batch at `at`. */
export function batchLastOffset(bytes: Buffer, at: number): number {
  return readInt64(bytes, at) + bytes.readInt32BE(at + 23)
}

export function readHeader(bytes: Buffer, at: number): BatchHeader {
  const attributes = bytes.readInt16BE(at + ATTRIBUTES)
  const baseOffset = readInt64(bytes, at)
  return {
    size: batchSize(bytes, at),
    baseOffset,
    lastOffset: baseOffset + bytes.readInt32BE(at + 23),
    baseTimestamp: readInt64(bytes, at + 27),
    maxTimestamp: readInt64(bytes, at + MAX_TIMESTAMP),
    compression: attributes & 0x07,
    isLogAppendTime: (attributes & LOG_APPEND_TIME) !== 0,
    isTransactional: (attributes & TRANSACTIONAL) !== 0,
    isControl: (attributes & CONTROL) !== 0,
    producerId: readInt64(bytes, at + 43),
    producerEpoch: bytes.readInt16BE(at + 51),
    baseSequence: bytes.readInt32BE(at + 53),
    recordCount: bytes.readInt32BE(at + 57),
  }
}

/** Whether the checksum holds; `size` is the batch's, already known to lie within `bytes`. */
export function checksumHolds(bytes: Buffer, at: number, size: number): boolean {
  return bytes.readUInt32BE(at + CRC) === crc32c(bytes, at + ATTRIBUTES, at + size)
}

/** Gives the batch at the start of `bytes` its place in the log: neither field is under the checksum. */
export function assignOffset(bytes: Buffer, baseOffset: number): void {
  writeInt64(bytes, baseOffset, 0)
  bytes.writeInt32BE(0, LEADER_EPOCH)
}

/** Stamps every record of the batch with the broker's time, as `message.timestamp.type=LogAppendTime` wants (KIP-32). */
export function stampLogAppendTime(bytes: Buffer, size: number, now: number): void {
  bytes.writeInt16BE(bytes.readInt16BE(ATTRIBUTES) | LOG_APPEND_TIME, ATTRIBUTES)
  writeInt64(bytes, now, MAX_TIMESTAMP)
  bytes.writeUInt32BE(crc32c(bytes, ATTRIBUTES, size), CRC)
}
