// A sign of life of a group member.
import { message } from '../protocol/message.js'
import { int16, int32, nullableString, since, string, struct } from '../protocol/types.js'

export const heartbeat = message(
  'Heartbeat',
  12,
  [0, 3],
  struct({ groupId: string, generationId: int32, memberId: string, groupInstanceId: since(3, nullableString, null) }),
  struct({ throttleTimeMs: since(1, int32, 0), errorCode: int16 }),
)
