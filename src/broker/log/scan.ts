// Walking the batches of a log file from a position, each one checked: what recovery and index rebuilding share.

import fs from 'node:fs'
import {
  type BatchHeader,
  batchMagic,
  batchSize,
  checksumHolds,
  HEADER_BYTES,
  LENGTH_OVERHEAD,
  leaderEpoch,
  readHeader,
} from './batch.js'

const CHUNK_BYTES = 1 << 20

/**
 * Visits every valid batch of `fd[position, size)` in order and returns where the first invalid one starts
 * (`size` when all are valid). Valid: whole, its checksum right, and what the checksum leaves out as this log writes it:
 * magic 2, leader epoch 0, offsets that continue those of the batch before (`isFirst` judges the first one's).
 */
export function scanBatches(
  fd: number,
  position: number,
  size: number,
  isFirst: (header: BatchHeader) => boolean,
  visit: (header: BatchHeader, position: number) => void,
): number {
  let chunk: Buffer = Buffer.alloc(0)
  let at = 0 // of the next batch within the chunk; its position in the file is `position`
  let nextOffset: number | undefined

  const have = (bytes: number): boolean => {
    if (chunk.length - at >= bytes) return true
    if (size - position < bytes) return false
    chunk = readFully(fd, position, Math.min(size - position, Math.max(bytes, CHUNK_BYTES)))
    at = 0
    return chunk.length >= bytes
  }

  while (have(LENGTH_OVERHEAD)) {
    const bytes = batchSize(chunk, at)
    if (bytes < HEADER_BYTES || !have(bytes)) break
    if (batchMagic(chunk, at) !== 2 || leaderEpoch(chunk, at) !== 0 || !checksumHolds(chunk, at, bytes)) break
    const header = readHeader(chunk, at)
    if (nextOffset === undefined ? !isFirst(header) : header.baseOffset !== nextOffset) break
    visit(header, position)
    nextOffset = header.lastOffset + 1
    position += bytes
    at += bytes
  }
  return position
}

/** Reads `length` bytes at `position`; fewer only where the file ends. */
export function readFully(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const n = fs.readSync(fd, bytes, filled, length - filled, position + filled)
    if (n === 0) return bytes.subarray(0, filled)
    filled += n
  }
  return bytes
}
