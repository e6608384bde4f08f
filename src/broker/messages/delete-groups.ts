// Forgets groups without members, and their offsets.
import { message } from '../protocol/message.js'
import { array, int16, int32, optional, string, struct } from '../protocol/types.js'

export const deleteGroups = message(
  'DeleteGroups',
  42,
  [0, 1],
  struct({ groupsNames: array(string) }),
  struct({ throttleTimeMs: optional(int32, 0), results: array(struct({ groupId: string, errorCode: int16 })) }),
)
