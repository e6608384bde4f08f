// AddPartitionsToTxn, AddOffsetsToTxn, EndTxn, TxnOffsetCommit 0-2: refused with what Apache Kafka answers for a
// transactional id it does not know, as nobody can be given one here.
import { addOffsetsToTxn, addPartitionsToTxn, endTxn, txnOffsetCommit } from '../messages/transactions.js'
import { errorCodes } from '../protocol/errors.js'
import { refusal } from './route.js'

const leftOut = 'all of it (refused: INVALID_PRODUCER_ID_MAPPING)'
const errorCode = errorCodes.INVALID_PRODUCER_ID_MAPPING

export const addPartitionsToTxnRoute = refusal(addPartitionsToTxn, leftOut, ({ topics }) => ({
  topics: topics.map(({ name, partitions }) => {
    return { name, partitions: partitions.map((partitionIndex) => ({ partitionIndex, errorCode })) }
  }),
}))

export const addOffsetsToTxnRoute = refusal(addOffsetsToTxn, leftOut, () => ({ errorCode }))

export const endTxnRoute = refusal(endTxn, leftOut, () => ({ errorCode }))

export const txnOffsetCommitRoute = refusal(txnOffsetCommit, leftOut, ({ topics }) => ({
  topics: topics.map(({ name, partitions }) => {
    return { name, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })) }
  }),
}))
