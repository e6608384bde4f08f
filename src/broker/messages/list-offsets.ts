// First, last and by-timestamp offsets of partitions.
import { message } from '../protocol/message.js'
import { array, int8, int16, int32, int64, since, string, struct } from '../protocol/types.js'

export const listOffsets = message(
  'ListOffsets',
  2,
  [1, 5],
  struct({
    replicaId: int32,
    isolationLevel: since(2, int8, 0),
    topics: array(
      struct({
        name: string,
        partitions: array(struct({ partitionIndex: int32, currentLeaderEpoch: since(4, int32, -1), timestamp: int64 })),
      }),
    ),
  }),
  struct({
    throttleTimeMs: since(2, int32, 0),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
            timestamp: int64,
            offset: int64,
            leaderEpoch: since(4, int32, -1),
          }),
        ),
      }),
    ),
  }),
)
