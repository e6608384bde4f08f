// The brokers, and the topics with their partitions and leaders.
import { message } from '../protocol/message.js'
import { array, bool, int16, int32, nullableArray, nullableString, since, string, struct } from '../protocol/types.js'

/** Kafka's mark for « not asked for, or no authorizer »: the smallest 32-bit integer. */
export const NO_OPERATIONS = -2147483648

export const metadata = message(
  'Metadata',
  3,
  [0, 8],
  struct({
    /** Null asks for all topics; so does an empty list in version 0. */
    topics: nullableArray(struct({ name: string })),
    allowAutoTopicCreation: since(4, bool, true),
    includeClusterAuthorizedOperations: since(8, bool, false),
    includeTopicAuthorizedOperations: since(8, bool, false),
  }),
  struct({
    throttleTimeMs: since(3, int32, 0),
    brokers: array(struct({ nodeId: int32, host: string, port: int32, rack: since(1, nullableString, null) })),
    clusterId: since(2, nullableString, null),
    controllerId: since(1, int32, -1),
    topics: array(
      struct({
        errorCode: int16,
        name: string,
        isInternal: since(1, bool, false),
        partitions: array(
          struct({
            errorCode: int16,
            partitionIndex: int32,
            leaderId: int32,
            leaderEpoch: since(7, int32, -1),
            replicaNodes: array(int32),
            isrNodes: array(int32),
            offlineReplicas: since(5, array(int32), []),
          }),
        ),
        topicAuthorizedOperations: since(8, int32, NO_OPERATIONS),
      }),
    ),
    clusterAuthorizedOperations: since(8, int32, NO_OPERATIONS),
  }),
)
