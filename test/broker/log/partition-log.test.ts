// What a partition's log promises to the handlers: append, read, and the same after reopening.

import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PartitionLog } from '../../../src/broker/log/partition-log.js'
import { makeBatch, offsetsOf } from './batches.js'
import { logConfig, temporaryFolder } from './folders.js'

describe('a new log', () => {
  it('is empty, from offset 0, with one segment on disk', () => {
    const folder = path.join(temporaryFolder(), 'orders-0')
    const log = PartitionLog.open(folder, logConfig())
    expect([log.startOffset, log.endOffset, log.sizeInBytes]).toEqual([0, 0, 0])
    expect(log.read(0, 1000, true)).toHaveLength(0)
    expect(fs.readdirSync(folder)).toEqual(['00000000000000000000.log'])
    log.close()
  })

  it('refuses to read outside of what it holds', () => {
    const log = PartitionLog.open(temporaryFolder(), logConfig())
    expect(() => log.read(1, 1000)).toThrow(expect.objectContaining({ code: 'OFFSET_OUT_OF_RANGE' }))
    expect(() => log.read(-1, 1000)).toThrow(expect.objectContaining({ code: 'OFFSET_OUT_OF_RANGE' }))
    log.close()
  })
})

describe('append', () => {
  it('gives each batch the next offsets and serves the bytes back otherwise unchanged', () => {
    const log = PartitionLog.open(temporaryFolder(), logConfig())
    const sent = makeBatch({ values: ['a', 'b', 'c'] })
    const untouched = Buffer.from(sent)
    expect(log.append(sent)).toEqual({ baseOffset: 0, logAppendTime: -1, startOffset: 0 })
    expect(log.append(makeBatch({ values: ['d', 'e'] }))).toMatchObject({ baseOffset: 3 })
    expect(log.endOffset).toBe(5)
    const read = log.read(0, 1_000_000)
    expect(offsetsOf(read)).toEqual([
      [0, 2],
      [3, 4],
    ])
    expect(read.subarray(16, untouched.length)).toEqual(untouched.subarray(16))
    expect(read.readInt32BE(12)).toBe(0) // the leader epoch
    expect(log.sizeInBytes).toBe(read.length)
    log.close()
  })
})

describe('read', () => {
  it('starts at the batch that holds the offset and returns whole batches within the bytes asked', () => {
    const log = PartitionLog.open(temporaryFolder(), logConfig())
    for (let i = 0; i < 3000; i++) log.append(makeBatch({ values: ['x'.repeat(i % 700), 'y'] }))
    const all = log.read(0, 1 << 30)
    const places = offsetsOf(all)
    expect(places).toHaveLength(3000)
    for (let offset = 0; offset < 5900; offset += 7) {
      const some = log.read(offset, 20_000)
      expect(some.length).toBeGreaterThan(5000)
      expect(some.length).toBeLessThanOrEqual(20_000)
      const base = offset - (offset % 2)
      expect(offsetsOf(some)[0]).toEqual([base, base + 1])
    }
    log.close()
  })

  it('returns one batch larger than asked only when told to', () => {
    const log = PartitionLog.open(temporaryFolder(), logConfig())
    for (let i = 0; i < 20; i++) log.append(makeBatch({ values: ['x'.repeat(5000)] }))
    for (let offset = 0; offset < 20; offset++) {
      expect(log.read(offset, 100)).toHaveLength(0)
      expect(offsetsOf(log.read(offset, 100, true))).toEqual([[offset, offset]])
      expect(offsetsOf(log.read(offset, 0, true))).toEqual([[offset, offset]])
    }
    log.close()
  })
})

describe('reopening', () => {
  it.each(['after a clean close', 'after a crash'])('finds everything %s, over several segments', (how) => {
    const folder = temporaryFolder()
    const config = logConfig({ segmentBytes: 10_000 })
    const log = PartitionLog.open(folder, config)
    for (let i = 0; i < 500; i++) log.append(makeBatch({ values: ['x'.repeat(i)] }))
    const before = Array.from({ length: 500 }, (_, i) => log.read(i, 1, true))
    if (how === 'after a clean close') log.close()

    const again = PartitionLog.open(folder, config)
    expect([again.startOffset, again.endOffset, again.sizeInBytes]).toEqual([0, 500, log.sizeInBytes])
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.log')).length).toBeGreaterThan(10)
    expect(Array.from({ length: 500 }, (_, i) => again.read(i, 1, true))).toEqual(before)
    expect(again.append(makeBatch()).baseOffset).toBe(500)
    again.close()
  })
})
