// From a timestamp to an offset, over the segments of a log: what ListOffsets by time asks.

import { readHeader, storedBatchSize } from './batch.js'
import { firstRecordSince, type RecordTime } from './record-times.js'
import type { Segment } from './segment.js'

const CHUNK_BYTES = 1 << 16

/** The first record, in offset order from `startOffset`, whose timestamp is `timestamp` (ms) or later. */
export function findByTimestamp(
  segments: readonly Segment[],
  startOffset: number,
  timestamp: number,
): RecordTime | undefined {
  for (const segment of segments) {
    if (segment.largest.timestamp < timestamp || segment.endOffset <= startOffset) continue
    const found = findInSegment(segment, startOffset, timestamp)
    if (found) return found
  }
  return undefined
}

/** The first of the records that have the largest timestamp of the log; undefined when none has any. */
export function findLatest(segments: readonly Segment[], startOffset: number): RecordTime | undefined {
  const largest = Math.max(...segments.map((segment) => segment.largest.timestamp))
  return largest < 0 ? undefined : findByTimestamp(segments, startOffset, largest)
}

function findInSegment(segment: Segment, startOffset: number, timestamp: number): RecordTime | undefined {
  let offset = Math.max(startOffset, segment.offsetBefore(timestamp))
  while (offset < segment.endOffset) {
    const bytes = segment.read(offset, CHUNK_BYTES, true)
    if (bytes.length === 0) return undefined
    for (let at = 0; at < bytes.length; at += storedBatchSize(bytes, at)) {
      const header = readHeader(bytes, at)
      const found = firstRecordSince(bytes.subarray(at), header, startOffset, timestamp)
      if (found) return found
      offset = header.lastOffset + 1
    }
  }
  return undefined
}
