// Raises the first offset of partitions.
import { message } from '../protocol/message.js'
import { array, int16, int32, int64, optional, string, struct } from '../protocol/types.js'

export const deleteRecords = message(
  'DeleteRecords',
  21,
  [0, 1],
  struct({
    topics: array(struct({ name: string, partitions: array(struct({ partitionIndex: int32, offset: int64 })) })),
    timeoutMs: int32,
  }),
  struct({
    throttleTimeMs: optional(int32, 0),
    topics: array(
      struct({
        name: string,
        partitions: array(struct({ partitionIndex: int32, lowWatermark: int64, errorCode: int16 })),
      }),
    ),
  }),
)
