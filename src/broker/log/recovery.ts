// Opening the files of a log: what was left whole is taken as it is, the end is checked and cut at the last valid batch.

import fs from 'node:fs'
import path from 'node:path'
import type { BatchHeader } from './batch.js'
import { ProducerState } from './producer-state.js'
import { Segment } from './segment.js'

/** File of the producers' state, beside the segments. */
export function producersFile(folder: string): string {
  return path.join(folder, 'producers.json')
}

/**
 * The segments of `folder` in order, at least one, and the producers known at their end. A kill -9 loses no page already
 * written, so only the last write is in doubt: the last two batches at least are checked, in one segment or over several,
 * and what was appended since the producers were saved.
 */
export function openSegments(folder: string): { segments: Segment[]; producers: ProducerState } {
  fs.mkdirSync(folder, { recursive: true })
  const bases = baseOffsets(folder)
  const producers = new ProducerState()
  const savedAt = producers.load(producersFile(folder))
  if (bases.length === 0) return { segments: [Segment.create(folder, 0)], producers }

  const segments: Segment[] = []
  const unsaved: BatchHeader[] = []
  let checked = 0
  while (bases.length > 0 && (checked < 2 || segments[0]!.baseOffset > (savedAt ?? Number.MAX_SAFE_INTEGER))) {
    const met: BatchHeader[] = []
    const segment = Segment.loadTail(folder, bases.pop()!, savedAt ?? Number.MAX_SAFE_INTEGER, (batch) => {
      checked++
      if (batch.producerId >= 0 && batch.baseOffset >= (savedAt ?? 0)) met.push(batch)
    })
    if (segments.length > 0 && segment.endOffset !== segments[0]!.baseOffset) {
      // Something is missing in between: what follows is no longer the log's continuation.
      for (const later of segments.splice(0)) later.delete()
      unsaved.length = 0
    }
    segments.unshift(segment)
    unsaved.unshift(...met)
  }
  while (bases.length > 0) segments.unshift(Segment.loadClosed(folder, bases.pop()!, segments[0]!.baseOffset))

  for (const batch of unsaved) producers.remember(batch, Date.now())
  const { endOffset } = segments.at(-1)!
  producers.truncateFrom(endOffset)
  // What was saved about batches since cut must not be taken for those that will replace them.
  if ((savedAt ?? 0) > endOffset) fs.rmSync(producersFile(folder), { force: true })
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
