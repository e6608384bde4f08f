// Record batches to append, opaque but for their headers.
import { message } from '../protocol/message.js'
import {
  array,
  int16,
  int32,
  int64,
  nullableBytes,
  nullableString,
  optional,
  since,
  string,
  struct,
} from '../protocol/types.js'

export const produce = message(
  'Produce',
  0,
  [3, 8],
  struct({
    transactionalId: nullableString,
    acks: int16,
    timeoutMs: int32,
    topics: array(
      struct({ name: string, partitions: array(struct({ partitionIndex: int32, records: nullableBytes })) }),
    ),
  }),
  struct({
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
            baseOffset: int64,
            logAppendTimeMs: int64,
            logStartOffset: since(5, int64, -1),
            recordErrors: since(8, array(struct({ batchIndex: int32, batchIndexErrorMessage: nullableString })), []),
            errorMessage: since(8, nullableString, null),
          }),
        ),
      }),
    ),
    throttleTimeMs: optional(int32, 0),
  }),
)
