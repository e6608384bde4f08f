// Finding records by timestamp, as ListOffsets does, to the record.

import { describe, expect, it } from 'vitest'
import { PartitionLog } from '../../../src/broker/log/partition-log.js'
import { makeBatch } from './batches.js'
import { logConfig, temporaryFolder } from './folders.js'

const T = 1_700_000_000_000

describe('offsetForTimestamp', () => {
  it.each([
    ['plain', {}],
    ['gzip', { gzip: true }],
  ])('finds the record itself within a batch (%s)', (_, how) => {
    const log = PartitionLog.open(temporaryFolder(), logConfig())
    log.append(makeBatch({ values: ['a', 'b', 'c'], timestamps: [T, T + 20, T + 10], ...how }))
    log.append(makeBatch({ values: ['d', 'e'], timestamps: [T + 15, T + 300_000], ...how }))
    expect(log.offsetForTimestamp(0)).toEqual({ offset: 0, timestamp: T })
    expect(log.offsetForTimestamp(T + 1)).toEqual({ offset: 1, timestamp: T + 20 })
    expect(log.offsetForTimestamp(T + 21)).toEqual({ offset: 4, timestamp: T + 300_000 })
    expect(log.offsetForTimestamp(T + 300_001)).toBeUndefined()
    expect(log.maxTimestamp()).toEqual({ offset: 4, timestamp: T + 300_000 })
    log.close()
  })

  it('answers the batch where its codec hides the records: never too late', () => {
    const log = PartitionLog.open(temporaryFolder(), logConfig())
    log.append(makeBatch({ values: ['a', 'b', 'c'], timestamps: [T, T + 10, T + 20], codec: 4 }))
    expect(log.offsetForTimestamp(T + 5)).toEqual({ offset: 0, timestamp: T + 20 })
    expect(log.offsetForTimestamp(T + 21)).toBeUndefined()
    log.close()
  })

  it('answers the append time of all records under LogAppendTime', () => {
    const log = PartitionLog.open(temporaryFolder(), logConfig({ timestampType: 'LogAppendTime' }))
    log.append(makeBatch({ values: ['a', 'b'], timestamp: 1 }), T)
    log.append(makeBatch({ values: ['c', 'd'], timestamp: 1 }), T + 10)
    expect(log.offsetForTimestamp(T + 1)).toEqual({ offset: 2, timestamp: T + 10 })
    log.close()
  })

  it('agrees with a plain search, in order or not, over segments, after deletion, and once reopened', () => {
    const folder = temporaryFolder()
    const config = logConfig({ segmentBytes: 60_000 })
    const written: number[] = []
    let log = PartitionLog.open(folder, config)
    for (let i = 0; i < 1500; i++) {
      const timestamps = [T + i * 10 - ((i * 37) % 400), T + i * 10 + 3]
      written.push(...timestamps)
      log.append(makeBatch({ values: ['x'.repeat(i % 300), 'y'], timestamps }), T)
    }
    const compare = (): void => {
      for (let wanted = T - 500; wanted < T + 15_100; wanted += 41) {
        const offset = written.findIndex((timestamp, at) => at >= log.startOffset && timestamp >= wanted)
        expect(log.offsetForTimestamp(wanted)).toEqual(offset < 0 ? undefined : { offset, timestamp: written[offset] })
      }
      expect(log.maxTimestamp()).toEqual({ offset: 2999, timestamp: Math.max(...written) })
    }
    compare()
    log.deleteRecordsBefore(1001)
    compare()
    log.close()
    log = PartitionLog.open(folder, config)
    compare()
    log.close()
  })

  it('finds nothing in an empty log, nor among records without a timestamp', () => {
    const log = PartitionLog.open(temporaryFolder(), logConfig())
    expect([log.offsetForTimestamp(0), log.maxTimestamp()]).toEqual([undefined, undefined])
    log.append(makeBatch({ timestamp: -1 }))
    expect([log.offsetForTimestamp(0), log.maxTimestamp()]).toEqual([undefined, undefined])
    log.close()
  })
})
