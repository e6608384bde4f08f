// Opening the files of a log: what was left whole is taken as it is, the end is checked and cut at the last valid batch.

import fs from 'node:fs'
import path from 'node:path'
import { ProducerState } from './producer-state.js'
import { Segment } from './segment.js'

/** File of the producers' state, beside the segments. */
export function producersFile(folder: string): string {
  return path.join(folder, 'producers.json')
}

/**
 * The segments of `folder` in order, at least one, and the producers known at their end. A kill -9 loses no page already
 * written, so only the last write is in doubt: the last two batches at least are checked, in one segment or over several.
 */
export function openSegments(folder: string): { segments: Segment[]; producers: ProducerState } {
  fs.mkdirSync(folder, { recursive: true })
  const bases = baseOffsets(folder)
  const producers = new ProducerState()
  const savedAt = producers.load(producersFile(folder)) ?? 0
  const segments: Segment[] = []
  if (bases.length === 0) return { segments: [Segment.create(folder, 0)], producers }

  let checked = 0
  let index = bases.length - 1
  for (; index >= 0 && checked < 2; index--) {
    const { segment, check } = Segment.loadTail(folder, bases[index]!, savedAt, (batch) => {
      if (batch.producerId >= 0 && batch.baseOffset >= savedAt) producers.remember(batch, Date.now())
    })
    if (check.truncated || segment.endOffset !== (segments[0]?.baseOffset ?? segment.endOffset)) {
      // What follows a cut is no longer the log's continuation.
      for (const later of segments.splice(0)) later.delete()
    }
    segments.unshift(segment)
    checked += check.batches
  }
  for (; index >= 0; index--) segments.unshift(Segment.loadClosed(folder, bases[index]!, segments[0]!.baseOffset))
  producers.truncateFrom(segments.at(-1)!.endOffset)
  return { segments, producers }
}

/** Base offsets of the log files, ascending. Files left by an interrupted deletion are removed. */
function baseOffsets(folder: string): number[] {
  const names = new Set(fs.readdirSync(folder))
  for (const name of names) {
    const owner = name.replace(/\.(index|timeindex)$/, '.log')
    if (owner !== name && !names.has(owner)) fs.rmSync(path.join(folder, name), { force: true })
  }
  return [...names]
    .filter((name) => /^\d{20}\.log$/.test(name))
    .map((name) => Number(name.slice(0, 20)))
    .sort((a, b) => a - b)
}
