// Looking inside a batch for one record's timestamp: the only place where records are read one by one.
// Record layout: https://kafka.apache.org/documentation/#record

import zlib from 'node:zlib'
import { type BatchHeader, HEADER_BYTES } from './batch.js'

const GZIP = 1
/** A batch that unpacks to more than this is not looked into. */
const MAX_UNPACKED_BYTES = 128 << 20

/** A record's place and timestamp (ms). */
export interface RecordTime {
  offset: number
  timestamp: number
}

/**
 * The first record of `batch` at `minOffset` or after whose timestamp is `minTimestamp` or later, if any. Exact for
 * plain and gzip batches. Where snappy, lz4 or zstd hides the records, the batch's own offset stands for all of them:
 * never after the record sought, at most one batch too early.
 */
export function firstRecordSince(
  batch: Buffer,
  header: BatchHeader,
  minOffset: number,
  minTimestamp: number,
): RecordTime | undefined {
  if (header.maxTimestamp < minTimestamp || header.lastOffset < minOffset) return undefined
  const atStart = { offset: Math.max(header.baseOffset, minOffset), timestamp: header.maxTimestamp }
  if (header.isLogAppendTime) return atStart
  try {
    const records = unpack(batch.subarray(HEADER_BYTES, header.size), header.compression)
    return records ? findRecord(records, header, minOffset, minTimestamp) : atStart
  } catch {
    return atStart // its checksum holds, but its records make no sense
  }
}

function unpack(records: Buffer, compression: number): Buffer | undefined {
  if (compression === 0) return records
  return compression === GZIP ? zlib.gunzipSync(records, { maxOutputLength: MAX_UNPACKED_BYTES }) : undefined
}

function findRecord(
  records: Buffer,
  header: BatchHeader,
  minOffset: number,
  minTimestamp: number,
): RecordTime | undefined {
  const reader = new VarintReader(records)
  for (let i = 0; i < header.recordCount; i++) {
    const length = reader.next()
    const end = reader.at + length
    reader.at += 1 // attributes
    const timestamp = header.baseTimestamp + reader.next()
    const offset = header.baseOffset + reader.next()
    if (timestamp >= minTimestamp && offset >= minOffset) return { offset, timestamp }
    reader.at = end
  }
  return undefined
}

/** Zigzag variable-length integers, exact within ±2^52. */
class VarintReader {
  readonly #bytes: Buffer
  at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  next(): number {
    let zigzag = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes.readUInt8(this.at++)
      zigzag += (byte & 0x7f) * scale
      if (byte < 0x80) break
    }
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2
  }
}
