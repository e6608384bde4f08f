// New topics, with their configs.
import { message } from '../protocol/message.js'
import { array, bool, int16, int32, nullableString, optional, string, struct } from '../protocol/types.js'

export const createTopics = message(
  'CreateTopics',
  19,
  [2, 4],
  struct({
    topics: array(
      struct({
        name: string,
        /** -1 for the broker's default, from version 4 on; so for the replication factor. */
        numPartitions: int32,
        replicationFactor: int16,
        assignments: array(struct({ partitionIndex: int32, brokerIds: array(int32) })),
        configs: array(struct({ name: string, value: nullableString })),
      }),
    ),
    timeoutMs: int32,
    validateOnly: bool,
  }),
  struct({
    throttleTimeMs: optional(int32, 0),
    topics: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })),
  }),
)
