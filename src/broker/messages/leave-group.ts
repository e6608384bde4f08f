// Members leave their group: one before version 3, several from it on.
import { message } from '../protocol/message.js'
import { array, between, int16, int32, nullableString, since, string, struct } from '../protocol/types.js'

export const leaveGroup = message(
  'LeaveGroup',
  13,
  [0, 3],
  struct({
    groupId: string,
    memberId: between(0, 2, string, ''),
    members: since(3, array(struct({ memberId: string, groupInstanceId: nullableString })), []),
  }),
  struct({
    throttleTimeMs: since(1, int32, 0),
    errorCode: int16,
    members: since(3, array(struct({ memberId: string, groupInstanceId: nullableString, errorCode: int16 })), []),
  }),
)
