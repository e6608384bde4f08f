// Produce 3-8, acks 0, 1 and all (the same here: there is one copy), idempotent producers.
import { produce } from '../messages/produce.js'
import { errorCodes, ProtocolError } from '../protocol/errors.js'
import type { Topics } from '../topics/topics.js'
import { faultOf, route } from './route.js'

const leftOut = 'transactions (refused: INVALID_TXN_STATE), message formats before magic 2, per-record error details'

export const produceRoute = route(produce, leftOut, ({ transactionalId, acks, topics }, { broker }) => {
  let failed = false
  const refused = refusal(transactionalId, acks)
  const answers = topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, records }) => {
      const answer = refused ?? append(broker.topics, name, partitionIndex, records)
      if (answer.errorCode !== errorCodes.NONE) failed = true
      return { partitionIndex, ...answer }
    }),
  }))
  if (acks !== 0) return { topics: answers }
  // Nobody waits for an answer: the only way to tell, which is Kafka's, is to close the connection.
  if (failed) throw new ProtocolError('a Produce with acks 0 failed')
  return undefined
})

interface Answer {
  errorCode: number
  baseOffset: number
  logAppendTimeMs: number
  logStartOffset: number
  errorMessage: string | null
}

const NOTHING_APPENDED = { baseOffset: -1, logAppendTimeMs: -1, logStartOffset: -1, errorMessage: null }

function refusal(transactionalId: string | null, acks: number): Answer | undefined {
  if (acks < -1 || acks > 1) return { errorCode: errorCodes.INVALID_REQUIRED_ACKS, ...NOTHING_APPENDED }
  if (transactionalId !== null) return { errorCode: errorCodes.INVALID_TXN_STATE, ...NOTHING_APPENDED }
  return undefined
}

function append(topics: Topics, name: string, index: number, records: Buffer | null): Answer {
  const partition = topics.partition(name, index)
  if (!partition) return { errorCode: errorCodes.UNKNOWN_TOPIC_OR_PARTITION, ...NOTHING_APPENDED }
  if (!records) return { errorCode: errorCodes.INVALID_RECORD, ...NOTHING_APPENDED }
  try {
    const { baseOffset, logAppendTime, startOffset } = partition.append(records)
    return {
      errorCode: errorCodes.NONE,
      baseOffset,
      logAppendTimeMs: logAppendTime,
      logStartOffset: startOffset,
      errorMessage: null,
    }
  } catch (error) {
    return { ...NOTHING_APPENDED, ...faultOf(error) }
  }
}
