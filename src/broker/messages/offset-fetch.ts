// The offsets a group has committed.
import { message } from '../protocol/message.js'
import { array, int16, int32, int64, nullableArray, nullableString, since, string, struct } from '../protocol/types.js'

export const offsetFetch = message(
  'OffsetFetch',
  9,
  [1, 5],
  struct({
    groupId: string,
    /** Null asks for all of them, from version 2 on. */
    topics: nullableArray(struct({ name: string, partitionIndexes: array(int32) })),
  }),
  struct({
    throttleTimeMs: since(3, int32, 0),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            committedOffset: int64,
            committedLeaderEpoch: since(5, int32, -1),
            metadata: nullableString,
            errorCode: int16,
          }),
        ),
      }),
    ),
    errorCode: since(2, int16, 0),
  }),
)
