// A small maker of record batches (magic 2) for the log's tests: https://kafka.apache.org/documentation/#recordbatch

import zlib from 'node:zlib'
import { crc32c } from '../../../src/broker/log/crc32c.js'

export interface BatchOptions {
  values?: (string | Buffer)[]
  /** One per record; by default all `timestamp`. */
  timestamps?: number[]
  timestamp?: number
  gzip?: boolean
  /** Marks the batch as compressed with this codec without compressing: the log must not look inside. */
  codec?: number
  attributes?: number
  producerId?: number
  producerEpoch?: number
  baseSequence?: number
}

/** A batch as a producer sends it: base offset 0, leader epoch -1. */
export function makeBatch(options: BatchOptions = {}): Buffer {
  const values = options.values ?? ['letter']
  const timestamps = options.timestamps ?? values.map(() => options.timestamp ?? 1_700_000_000_000)
  const records = Buffer.concat(
    values.map((value, i) => makeRecord(Buffer.from(value), i, timestamps[i]! - timestamps[0]!)),
  )
  const payload = options.gzip ? zlib.gzipSync(records) : records
  const batch = Buffer.alloc(61 + payload.length)
  batch.writeInt32BE(batch.length - 12, 8)
  batch.writeInt32BE(-1, 12)
  batch.writeInt8(2, 16)
  batch.writeInt16BE((options.attributes ?? 0) | (options.gzip ? 1 : (options.codec ?? 0)), 21)
  batch.writeInt32BE(values.length - 1, 23)
  batch.writeBigInt64BE(BigInt(timestamps[0]!), 27)
  batch.writeBigInt64BE(BigInt(Math.max(...timestamps)), 35)
  batch.writeBigInt64BE(BigInt(options.producerId ?? -1), 43)
  batch.writeInt16BE(options.producerEpoch ?? (options.producerId === undefined ? -1 : 0), 51)
  batch.writeInt32BE(options.baseSequence ?? (options.producerId === undefined ? -1 : 0), 53)
  batch.writeInt32BE(values.length, 57)
  payload.copy(batch, 61)
  return seal(batch)
}

/** Writes the checksum anew, after a test has changed fields. */
export function seal(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch, 21), 17)
  return batch
}

/** The batches of what `read` returned, as `[baseOffset, lastOffset]`. */
export function offsetsOf(bytes: Buffer): [number, number][] {
  const found: [number, number][] = []
  for (let at = 0; at < bytes.length; at += 12 + bytes.readInt32BE(at + 8)) {
    const base = Number(bytes.readBigInt64BE(at))
    found.push([base, base + bytes.readInt32BE(at + 23)])
  }
  return found
}

function makeRecord(value: Buffer, offsetDelta: number, timestampDelta: number): Buffer {
  const body = Buffer.concat([
    Buffer.from([0]), // attributes
    varint(timestampDelta),
    varint(offsetDelta),
    varint(-1), // no key
    varint(value.length),
    value,
    varint(0), // no headers
  ])
  return Buffer.concat([varint(body.length), body])
}

/** Zigzag variable-length integer, of up to 64 bits. */
function varint(value: number): Buffer {
  let zigzag = (BigInt(value) << 1n) ^ (BigInt(value) >> 63n)
  const bytes: number[] = []
  for (; zigzag > 0x7fn; zigzag >>= 7n) bytes.push(Number(zigzag & 0x7fn) | 0x80)
  bytes.push(Number(zigzag))
  return Buffer.from(bytes)
}
