// A member enters its group, or comes back for the next generation.
import { message } from '../protocol/message.js'
import { array, bytes, int16, int32, nullableString, since, string, struct } from '../protocol/types.js'

export const joinGroup = message(
  'JoinGroup',
  11,
  [0, 5],
  struct({
    groupId: string,
    sessionTimeoutMs: int32,
    /** Absent before version 1, where the session timeout stands for it. */
    rebalanceTimeoutMs: since(1, int32, -1),
    memberId: string,
    groupInstanceId: since(5, nullableString, null),
    protocolType: string,
    protocols: array(struct({ name: string, metadata: bytes })),
  }),
  struct({
    throttleTimeMs: since(2, int32, 0),
    errorCode: int16,
    generationId: int32,
    protocolName: string,
    leader: string,
    memberId: string,
    members: array(struct({ memberId: string, groupInstanceId: since(5, nullableString, null), metadata: bytes })),
  }),
)
