// What a log refuses to append, each with Kafka's error code, and leaves no trace of.

import { expect, it } from 'vitest'
import { PartitionLog } from '../../../src/broker/log/partition-log.js'
import { makeBatch, seal } from './batches.js'
import { logConfig, temporaryFolder } from './folders.js'

const NOW = 1_700_000_000_000

function changed(change: (batch: Buffer) => void): Buffer {
  const batch = makeBatch({ values: ['a', 'b'] })
  change(batch)
  return seal(batch)
}

it.each([
  ['nothing', Buffer.alloc(0), 'INVALID_RECORD'],
  ['too few bytes', makeBatch().subarray(0, 10), 'INVALID_RECORD'],
  ['a batch cut short', makeBatch().subarray(0, -1), 'INVALID_RECORD'],
  ['a length that lies by more', changed((b) => b.writeInt32BE(b.length, 8)), 'INVALID_RECORD'],
  ['a negative length', changed((b) => b.writeInt32BE(-1, 8)), 'CORRUPT_MESSAGE'],
  ['a length shorter than a header', changed((b) => b.writeInt32BE(40, 8)), 'CORRUPT_MESSAGE'],
  ['a tail of zeros', Buffer.concat([makeBatch(), Buffer.alloc(100)]), 'CORRUPT_MESSAGE'],
  ['two batches', Buffer.concat([makeBatch(), makeBatch()]), 'INVALID_RECORD'],
  ['an old message format', changed((b) => b.writeInt8(1, 16)), 'INVALID_RECORD'],
  ['an unheard-of message format', changed((b) => b.writeInt8(3, 16)), 'CORRUPT_MESSAGE'],
  ['an unheard-of compression', makeBatch({ codec: 5 }), 'UNKNOWN_SERVER_ERROR'],
  ['a base offset', changed((b) => b.writeBigInt64BE(7n, 0)), 'INVALID_RECORD'],
  ['no record', changed((b) => b.writeInt32BE(0, 57)), 'INVALID_RECORD'],
  ['a count that does not match', changed((b) => b.writeInt32BE(3, 57)), 'INVALID_RECORD'],
  ['a negative count', changed((b) => b.writeInt32BE(-2, 57)), 'INVALID_RECORD'],
  ['a control batch', makeBatch({ attributes: 0x20 }), 'INVALID_RECORD'],
  ['a transactional batch', makeBatch({ attributes: 0x10, producerId: 1 }), 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED'],
  ['a producer without a sequence', makeBatch({ producerId: 1, baseSequence: -1 }), 'INVALID_RECORD'],
  ['a timestamp over an hour ahead', makeBatch({ timestamp: NOW + 3_600_001 }), 'INVALID_TIMESTAMP'],
  ['a batch over max.message.bytes', makeBatch({ values: ['x'.repeat(2000)] }), 'MESSAGE_TOO_LARGE'],
])('refuses %s', (_, records, code) => {
  const log = PartitionLog.open(temporaryFolder(), logConfig({ maxMessageBytes: 2000 }))
  expect(() => log.append(records, NOW)).toThrow(expect.objectContaining({ code }))
  expect([log.endOffset, log.sizeInBytes]).toEqual([0, 0])
  expect(log.append(makeBatch(), NOW).baseOffset).toBe(0)
  log.close()
})

it('refuses any flipped bit under the checksum, or in the checksum', () => {
  const log = PartitionLog.open(temporaryFolder(), logConfig())
  for (let bit = 17 * 8; bit < makeBatch().length * 8; bit++) {
    const batch = makeBatch()
    batch[bit >> 3]! ^= 1 << (bit & 7)
    expect(() => log.append(batch, NOW)).toThrow(expect.objectContaining({ code: 'CORRUPT_MESSAGE' }))
  }
  log.close()
})

it('overlooks the beginning of another batch after the first, as Kafka does', () => {
  const log = PartitionLog.open(temporaryFolder(), logConfig())
  log.append(Buffer.concat([makeBatch(), makeBatch().subarray(0, -1)]))
  log.append(Buffer.concat([makeBatch(), Buffer.alloc(5)]))
  expect([log.endOffset, log.sizeInBytes]).toEqual([2, 2 * makeBatch().length])
  log.close()
})

it('refuses a batch larger than a segment', () => {
  const log = PartitionLog.open(temporaryFolder(), logConfig({ segmentBytes: 1000 }))
  const records = makeBatch({ values: ['x'.repeat(1000)] })
  expect(() => log.append(records)).toThrow(expect.objectContaining({ code: 'RECORD_LIST_TOO_LARGE' }))
  log.close()
})

it('takes a batch of any codec without looking inside', () => {
  const log = PartitionLog.open(temporaryFolder(), logConfig())
  for (const codec of [1, 2, 3, 4]) log.append(makeBatch({ codec, values: ['opaque'] }))
  expect(log.endOffset).toBe(4)
  log.close()
})

it('stamps the batch with its own time under LogAppendTime, and the checksum follows', () => {
  const folder = temporaryFolder()
  const log = PartitionLog.open(folder, logConfig({ timestampType: 'LogAppendTime' }))
  expect(log.append(makeBatch({ values: ['a', 'b'], timestamp: 5 }), NOW).logAppendTime).toBe(NOW)
  const stored = log.read(0, 1000)
  expect(stored.readInt16BE(21)).toBe(0x08)
  expect(stored.readBigInt64BE(35)).toBe(BigInt(NOW))
  log.close()
  const again = PartitionLog.open(folder, logConfig())
  expect(again.endOffset).toBe(2) // recovery checks checksums
  again.close()
})
