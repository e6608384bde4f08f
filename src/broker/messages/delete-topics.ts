// Topics to forget, with all they hold.
import { message } from '../protocol/message.js'
import { array, int16, int32, optional, string, struct } from '../protocol/types.js'

export const deleteTopics = message(
  'DeleteTopics',
  20,
  [1, 3],
  struct({ topicNames: array(string), timeoutMs: int32 }),
  struct({ throttleTimeMs: optional(int32, 0), responses: array(struct({ name: string, errorCode: int16 })) }),
)
