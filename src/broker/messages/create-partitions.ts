// More partitions for existing topics.
import { message } from '../protocol/message.js'
import {
  array,
  bool,
  int16,
  int32,
  nullableArray,
  nullableString,
  optional,
  string,
  struct,
} from '../protocol/types.js'

export const createPartitions = message(
  'CreatePartitions',
  37,
  [0, 1],
  struct({
    topics: array(
      struct({ name: string, count: int32, assignments: nullableArray(struct({ brokerIds: array(int32) })) }),
    ),
    timeoutMs: int32,
    validateOnly: bool,
  }),
  struct({
    throttleTimeMs: optional(int32, 0),
    results: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })),
  }),
)
