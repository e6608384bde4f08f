// Forgets committed offsets of topics the group does not read any more.
import { message } from '../protocol/message.js'
import { array, int16, int32, optional, string, struct } from '../protocol/types.js'

export const offsetDelete = message(
  'OffsetDelete',
  47,
  [0, 0],
  struct({
    groupId: string,
    topics: array(struct({ name: string, partitions: array(struct({ partitionIndex: int32 })) })),
  }),
  struct({
    errorCode: int16,
    throttleTimeMs: optional(int32, 0),
    topics: array(struct({ name: string, partitions: array(struct({ partitionIndex: int32, errorCode: int16 })) })),
  }),
)
