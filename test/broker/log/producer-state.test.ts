// Idempotent producers: repeats are recognised, gaps and old epochs refused, and all of it survives a restart.

import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PartitionLog } from '../../../src/broker/log/partition-log.js'
import { makeBatch } from './batches.js'
import { logConfig, temporaryFolder } from './folders.js'

const MAX_SEQUENCE = 0x7fff_ffff

function batch(baseSequence: number, count = 1, producerId = 7, producerEpoch = 0): Buffer {
  return makeBatch({ producerId, producerEpoch, baseSequence, values: Array(count).fill('letter') })
}

function openLog(): PartitionLog {
  return PartitionLog.open(temporaryFolder(), logConfig())
}

const refused = (code: string) => expect.objectContaining({ code })

describe('an idempotent producer', () => {
  it('gets the first offset back when it repeats any of its last five batches', () => {
    const log = openLog()
    for (let i = 0; i < 6; i++) log.append(batch(i * 2, 2))
    for (let i = 1; i < 6; i++) {
      expect(log.append(batch(i * 2, 2))).toMatchObject({ baseOffset: i * 2, logAppendTime: 1_700_000_000_000 })
    }
    expect(log.endOffset).toBe(12)
    expect(() => log.append(batch(0, 2))).toThrow(refused('OUT_OF_ORDER_SEQUENCE_NUMBER')) // the sixth is forgotten
    log.close()
  })

  it('may not skip a sequence', () => {
    const log = openLog()
    log.append(batch(0, 3))
    expect(() => log.append(batch(4))).toThrow(refused('OUT_OF_ORDER_SEQUENCE_NUMBER'))
    expect(() => log.append(batch(2))).toThrow(refused('OUT_OF_ORDER_SEQUENCE_NUMBER'))
    expect(log.append(batch(3)).baseOffset).toBe(3)
    log.close()
  })

  it('starts a new epoch at sequence 0, and the old epoch is over', () => {
    const log = openLog()
    log.append(batch(0))
    expect(() => log.append(batch(1, 1, 7, 1))).toThrow(refused('OUT_OF_ORDER_SEQUENCE_NUMBER'))
    expect(log.append(batch(0, 1, 7, 1)).baseOffset).toBe(1)
    expect(() => log.append(batch(1))).toThrow(refused('INVALID_PRODUCER_EPOCH'))
    log.close()
  })

  it('wraps from the largest sequence to 0, between batches and within one', () => {
    const log = openLog()
    log.append(batch(MAX_SEQUENCE - 1, 2))
    expect(log.append(batch(0, 1)).baseOffset).toBe(2)
    log.append(batch(MAX_SEQUENCE, 3, 8))
    expect(() => log.append(batch(3, 1, 8))).toThrow(refused('OUT_OF_ORDER_SEQUENCE_NUMBER'))
    expect(log.append(batch(2, 1, 8)).baseOffset).toBe(6)
    log.close()
  })

  it('is accepted at any sequence when the log does not know it', () => {
    const log = openLog()
    expect(log.append(batch(40)).baseOffset).toBe(0)
    expect(log.append(batch(41)).baseOffset).toBe(1)
    log.close()
  })

  it('is forgotten after a day of silence', () => {
    const log = openLog()
    log.append(batch(0), 1_700_000_000_000)
    log.enforceRetention(1_700_000_000_000 + 86_400_001)
    expect(log.append(batch(9)).baseOffset).toBe(1)
    log.close()
  })
})

describe('after a restart', () => {
  it.each([
    ['a clean close', true, 1 << 30],
    ['a crash', false, 1 << 30],
    ['a clean close over several segments', true, 500],
    ['a crash over several segments', false, 500],
  ])('%s: repeats and gaps are still told apart', (_, closed, segmentBytes) => {
    const folder = temporaryFolder()
    const log = PartitionLog.open(folder, logConfig({ segmentBytes }))
    for (let i = 0; i < 40; i++) {
      log.append(batch(i, 1, 7))
      log.append(batch(i, 1, 8))
    }
    if (closed) log.close()
    const again = PartitionLog.open(folder, logConfig({ segmentBytes }))
    for (let i = 35; i < 40; i++) expect(again.append(batch(i, 1, 7)).baseOffset).toBe(i * 2)
    expect(() => again.append(batch(41, 1, 7))).toThrow(refused('OUT_OF_ORDER_SEQUENCE_NUMBER'))
    expect(again.append(batch(40, 1, 8)).baseOffset).toBe(80)
    again.close()
  })

  it('does not remember a batch that was cut off, even when others have taken its place', () => {
    const folder = temporaryFolder()
    const log = PartitionLog.open(folder, logConfig())
    for (let i = 0; i < 3; i++) log.append(batch(i))
    const size = log.sizeInBytes
    log.close()
    fs.truncateSync(`${folder}/00000000000000000000.log`, size - 1)
    const again = PartitionLog.open(folder, logConfig())
    expect(again.endOffset).toBe(2)
    expect(again.append(batch(0, 1, 8)).baseOffset).toBe(2)
    expect(again.append(batch(2)).baseOffset).toBe(3)
    const killed = PartitionLog.open(folder, logConfig()) // `again` was never closed
    expect(killed.append(batch(2)).baseOffset).toBe(3)
    killed.close()
  })
})
