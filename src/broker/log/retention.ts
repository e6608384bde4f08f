// Which segments have been kept long enough: Kafka's rules (`retention.ms`, `retention.bytes`, records deleted on request).

import type { LogConfig } from './log-config.js'
import type { Segment } from './segment.js'

/**
 * How many segments, from the oldest, are to be deleted at `now` (ms). Whole segments only: by age, counted from a
 * segment's largest timestamp; by size, as long as what stays is no smaller than the limit; and those wholly before
 * `startOffset`. The active segment (the last) counts too unless it is empty.
 */
export function expiredSegments(
  segments: readonly Segment[],
  config: LogConfig,
  startOffset: number,
  now: number,
): number {
  const last = segments.at(-1)!
  const deletable = last.size === 0 ? segments.slice(0, -1) : segments
  let count = 0

  if (config.retentionMs >= 0) {
    while (count < deletable.length && now - lastWrite(deletable[count]!) > config.retentionMs) count++
  }
  if (config.retentionBytes >= 0) {
    let excess = segments.slice(count).reduce((sum, segment) => sum + segment.size, -config.retentionBytes)
    for (; count < deletable.length && excess >= deletable[count]!.size; count++) excess -= deletable[count]!.size
  }
  while (count < segments.length - 1 && segments[count + 1]!.baseOffset <= startOffset) count++
  return count
}

function lastWrite(segment: Segment): number {
  const { timestamp } = segment.largest
  return timestamp >= 0 ? timestamp : segment.modifiedAt
}
