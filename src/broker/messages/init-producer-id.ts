// An id for an idempotent producer.
import { message } from '../protocol/message.js'
import { int16, int32, int64, nullableString, optional, struct } from '../protocol/types.js'

export const initProducerId = message(
  'InitProducerId',
  22,
  [0, 1],
  struct({ transactionalId: nullableString, transactionTimeoutMs: int32 }),
  struct({ throttleTimeMs: optional(int32, 0), errorCode: int16, producerId: int64, producerEpoch: int16 }),
)
