// The groups this broker coordinates.
import { message } from '../protocol/message.js'
import { array, int16, int32, since, string, struct } from '../protocol/types.js'

export const listGroups = message(
  'ListGroups',
  16,
  [0, 2],
  struct({}),
  struct({
    throttleTimeMs: since(1, int32, 0),
    errorCode: int16,
    groups: array(struct({ groupId: string, protocolType: string })),
  }),
)
