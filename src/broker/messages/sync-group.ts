// The leader hands in the assignments, each member receives its own.
import { message } from '../protocol/message.js'
import { array, bytes, int16, int32, nullableString, since, string, struct } from '../protocol/types.js'

export const syncGroup = message(
  'SyncGroup',
  14,
  [0, 3],
  struct({
    groupId: string,
    generationId: int32,
    memberId: string,
    groupInstanceId: since(3, nullableString, null),
    assignments: array(struct({ memberId: string, assignment: bytes })),
  }),
  struct({ throttleTimeMs: since(1, int32, 0), errorCode: int16, assignment: bytes }),
)
