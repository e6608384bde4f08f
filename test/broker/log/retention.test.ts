// What is deleted and when: by age, by size, on request. Whole segments go; the offsets of what stays do not change.

import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type LogConfig, PartitionLog } from '../../../src/broker/log/partition-log.js'
import { makeBatch } from './batches.js'
import { logConfig, temporaryFolder } from './folders.js'

const T = 1_700_000_000_000
const BATCH = makeBatch({ values: ['letter'] }).length

/** Twelve letters a second apart, three to a segment. */
function twelveLetters(config: Partial<LogConfig>, folder = temporaryFolder()): PartitionLog {
  const log = PartitionLog.open(folder, logConfig({ segmentBytes: 3 * BATCH, ...config }))
  for (let i = 0; i < 12; i++) log.append(makeBatch({ values: ['letter'], timestamp: T + i * 1000 }), T)
  return log
}

describe('retention.ms', () => {
  it('deletes a segment once its latest record is too old, and not before', () => {
    const folder = temporaryFolder()
    const log = twelveLetters({ retentionMs: 10_000 }, folder)
    log.enforceRetention(T + 12_000) // letter 2 is 10 s old
    expect(log.startOffset).toBe(0)
    log.enforceRetention(T + 12_001)
    expect([log.startOffset, log.endOffset]).toEqual([3, 12])
    expect(() => log.read(2, 1000)).toThrow(expect.objectContaining({ code: 'OFFSET_OUT_OF_RANGE' }))
    expect(fs.existsSync(`${folder}/00000000000000000000.log`)).toBe(false)
    log.close()
  })

  it('deletes the active segment too, after starting a new one, and the numbers go on', () => {
    const folder = temporaryFolder()
    const log = twelveLetters({ retentionMs: 10_000 }, folder)
    log.enforceRetention(T + 60_000)
    log.enforceRetention(T + 60_000)
    expect([log.startOffset, log.endOffset, log.sizeInBytes]).toEqual([12, 12, 0])
    expect(fs.readdirSync(folder)).toEqual(['00000000000000000012.log'])
    log.close()
    const again = PartitionLog.open(folder, logConfig())
    expect(again.append(makeBatch()).baseOffset).toBe(12)
    again.close()
  })

  it('goes by the file for records without a timestamp', () => {
    const log = PartitionLog.open(temporaryFolder(), logConfig({ retentionMs: 10_000 }))
    log.append(makeBatch({ timestamp: -1 }))
    log.enforceRetention(Date.now())
    expect(log.startOffset).toBe(0)
    log.enforceRetention(Date.now() + 20_000)
    expect(log.startOffset).toBe(1)
    log.close()
  })

  it('keeps all with -1', () => {
    const log = twelveLetters({ retentionMs: -1 })
    log.enforceRetention(T * 2)
    expect(log.startOffset).toBe(0)
    log.close()
  })
})

describe('retention.bytes', () => {
  it('deletes the oldest segments as long as what stays is no smaller', () => {
    const log = twelveLetters({ retentionMs: -1, retentionBytes: 7 * BATCH })
    log.enforceRetention(T)
    expect([log.startOffset, log.sizeInBytes]).toEqual([3, 9 * BATCH])
    log.close()
  })

  it('follows a change of configuration', () => {
    const log = twelveLetters({ retentionMs: -1, retentionBytes: -1 })
    log.enforceRetention(T)
    expect(log.startOffset).toBe(0)
    log.configure(logConfig({ retentionMs: -1, retentionBytes: 0 }))
    log.enforceRetention(T)
    expect([log.startOffset, log.endOffset]).toEqual([12, 12])
    log.close()
  })
})

describe('deleteRecordsBefore', () => {
  it('moves the first readable offset, for good, and never back', () => {
    const folder = temporaryFolder()
    const log = twelveLetters({ retentionMs: -1 }, folder)
    expect(log.deleteRecordsBefore(7)).toBe(7)
    expect(log.deleteRecordsBefore(2)).toBe(7)
    expect(() => log.read(6, 1000)).toThrow(expect.objectContaining({ code: 'OFFSET_OUT_OF_RANGE' }))
    expect(log.append(makeBatch()).startOffset).toBe(7)
    log.close()
    const again = PartitionLog.open(folder, logConfig({ retentionMs: -1 }))
    expect([again.startOffset, again.endOffset]).toEqual([7, 13])
    again.enforceRetention(T) // only now do bytes go: the two segments wholly before
    expect([again.startOffset, again.sizeInBytes]).toEqual([7, 7 * BATCH])
    expect(again.deleteRecordsBefore(-1)).toBe(13)
    expect(again.read(13, 1000)).toHaveLength(0)
    again.close()
  })

  it.each([13, -2])('refuses %i, which is not in the log', (offset) => {
    const log = twelveLetters({})
    expect(() => log.deleteRecordsBefore(offset)).toThrow(expect.objectContaining({ code: 'OFFSET_OUT_OF_RANGE' }))
    log.close()
  })
})

it('delete removes the folder', () => {
  const folder = temporaryFolder()
  twelveLetters({}, folder).delete()
  expect(fs.existsSync(folder)).toBe(false)
})
