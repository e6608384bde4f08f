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
/** A message of the oldest format, empty. */
const SMALLEST_BATCH_BYTES = LENGTH_OVERHEAD + 14
/** zstd, the last codec there is. */
const MAX_COMPRESSION = 4

/**
 * Header of the one batch that `records` must start with: Kafka takes no more than one in a Produce partition since
 * version 3, and overlooks the beginning of another after it. Throws LogError: CORRUPT_MESSAGE, INVALID_RECORD,
 * MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, INVALID_TIMESTAMP, TRANSACTIONAL_ID_AUTHORIZATION_FAILED, UNKNOWN_SERVER_ERROR.
 */
export function checkAppend(records: Buffer, config: LogConfig, now: number): BatchHeader {
  const size = wholeBatchAt(records, 0)
  if (size === 0) throw new LogError('INVALID_RECORD', `no whole batch in ${records.length} bytes`)
  if (batchMagic(records, 0) !== 2) throw new LogError('INVALID_RECORD', `magic ${batchMagic(records, 0)} instead of 2`)
  if (wholeBatchAt(records, size) > 0) throw new LogError('INVALID_RECORD', 'more than one batch')
  if (size < HEADER_BYTES) throw new LogError('CORRUPT_MESSAGE', `a batch of ${size} bytes`)
  const header = readHeader(records, 0)
  checkSize(header, config)
  if (!checksumHolds(records, 0, size)) throw new LogError('CORRUPT_MESSAGE', 'the checksum does not hold')
  checkFields(header)
  if (config.timestampType === 'CreateTime' && header.maxTimestamp > now + MAX_TIMESTAMP_AHEAD_MS) {
    throw new LogError('INVALID_TIMESTAMP', `timestamp ${header.maxTimestamp} is more than an hour ahead`)
  }
  return header
}

/** Size of the batch at `at`, of any format; 0 when it is not all there. Throws LogError CORRUPT_MESSAGE when it is none. */
function wholeBatchAt(records: Buffer, at: number): number {
  if (records.length - at < LENGTH_OVERHEAD) return 0
  const size = batchSize(records, at)
  if (size < SMALLEST_BATCH_BYTES) throw new LogError('CORRUPT_MESSAGE', `a batch of ${size} bytes`)
  if (records.length - at < SMALLEST_BATCH_BYTES) return 0
  const magic = batchMagic(records, at)
  if (magic < 0 || magic > 2) throw new LogError('CORRUPT_MESSAGE', `magic ${magic}`)
  return at + size > records.length ? 0 : size
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
  if (header.compression > MAX_COMPRESSION) {
    throw new LogError('UNKNOWN_SERVER_ERROR', `unknown compression ${header.compression}`)
  }
  if (header.isTransactional) {
    throw new LogError('TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 'a transactional batch without a transactional id')
  }
}
