// The messages of a transaction under way, known only to be refused.
import { message } from '../protocol/message.js'
import { array, bool, int16, int32, int64, nullableString, optional, since, string, struct } from '../protocol/types.js'

const producer = { transactionalId: string, producerId: int64, producerEpoch: int16 }
const answer = struct({ throttleTimeMs: optional(int32, 0), errorCode: int16 })

/** An error for each partition. */
const answerByPartition = struct({
  throttleTimeMs: optional(int32, 0),
  topics: array(struct({ name: string, partitions: array(struct({ partitionIndex: int32, errorCode: int16 })) })),
})

export const addPartitionsToTxn = message(
  'AddPartitionsToTxn',
  24,
  [0, 2],
  struct({ ...producer, topics: array(struct({ name: string, partitions: array(int32) })) }),
  answerByPartition,
)

export const addOffsetsToTxn = message('AddOffsetsToTxn', 25, [0, 2], struct({ ...producer, groupId: string }), answer)

export const endTxn = message('EndTxn', 26, [0, 2], struct({ ...producer, committed: bool }), answer)

export const txnOffsetCommit = message(
  'TxnOffsetCommit',
  28,
  [0, 2],
  struct({
    transactionalId: string,
    groupId: string,
    producerId: int64,
    producerEpoch: int16,
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            committedOffset: int64,
            committedLeaderEpoch: since(2, int32, -1),
            committedMetadata: nullableString,
          }),
        ),
      }),
    ),
  }),
  answerByPartition,
)
