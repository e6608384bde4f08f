// The checks a record set passes before it enters the log: those of Kafka's broker that need no look at single records.

import {
  type BatchHeader,
  batchMagic,
  batchSize,
  checksumHolds,
  HEADER_BYTES,
  LENGTH_OVERHEAD,
  readHeader,
} from './batch.js'
import type { LogConfig } from './log-config.js'
import { LogError } from './log-error.js'

/** Kafka 4's `message.timestamp.after.max.ms`: how far in the future a record's timestamp may be. */
const MAX_TIMESTAMP_AHEAD_MS = 3_600_000

/**
 * Header of the one batch that `records` must be (Kafka takes no more than one in a Produce partition since version 3).
 * Throws LogError: CORRUPT_MESSAGE, INVALID_RECORD, MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, INVALID_TIMESTAMP, INVALID_TXN_STATE.
 */
export function checkAppend(records: Buffer, config: LogConfig, now: number): BatchHeader {
  if (records.length === 0) throw new LogError('INVALID_RECORD', 'no record batch')
  if (records.length < HEADER_BYTES)
    throw new LogError('CORRUPT_MESSAGE', `${records.length} bytes are no record batch`)
  if (batchMagic(records, 0) !== 2) throw new LogError('INVALID_RECORD', `magic ${batchMagic(records, 0)} instead of 2`)
  const header = readHeader(records, 0)
  if (header.size < HEADER_BYTES || header.size > records.length) {
    throw new LogError('CORRUPT_MESSAGE', `a batch of ${header.size} bytes in a set of ${records.length}`)
  }
  if (header.size < records.length) {
    const more = records.length - header.size >= LENGTH_OVERHEAD && batchSize(records, header.size) >= HEADER_BYTES
    throw new LogError(
      more ? 'INVALID_RECORD' : 'CORRUPT_MESSAGE',
      `${records.length - header.size} bytes after the batch`,
    )
  }
  checkSize(header, config)
  if (!checksumHolds(records, 0, header.size)) throw new LogError('CORRUPT_MESSAGE', 'the checksum does not hold')
  checkFields(header)
  if (config.timestampType === 'CreateTime' && header.maxTimestamp > now + MAX_TIMESTAMP_AHEAD_MS) {
    throw new LogError('INVALID_TIMESTAMP', `timestamp ${header.maxTimestamp} is more than an hour ahead`)
  }
  return header
}

function checkSize(header: BatchHeader, config: LogConfig): void {
  if (header.size > config.maxMessageBytes) {
    throw new LogError('MESSAGE_TOO_LARGE', `${header.size} bytes exceed max.message.bytes ${config.maxMessageBytes}`)
  }
  if (header.size > config.segmentBytes) {
    throw new LogError('RECORD_LIST_TOO_LARGE', `${header.size} bytes exceed segment.bytes ${config.segmentBytes}`)
  }
}

function checkFields(header: BatchHeader): void {
  if (header.baseOffset !== 0) throw new LogError('INVALID_RECORD', `base offset ${header.baseOffset} instead of 0`)
  if (header.recordCount <= 0 || header.lastOffset !== header.recordCount - 1) {
    throw new LogError('INVALID_RECORD', `${header.recordCount} records up to offset ${header.lastOffset}`)
  }
  if (header.isControl) throw new LogError('INVALID_RECORD', 'clients may not write control records')
  if (header.producerId >= 0 && header.baseSequence < 0) {
    throw new LogError('INVALID_RECORD', `sequence ${header.baseSequence} of producer ${header.producerId}`)
  }
  if (header.isTransactional) throw new LogError('INVALID_TXN_STATE', 'transactions are not offered')
}
