// CreatePartitions 0-1.
import { createPartitions } from '../messages/create-partitions.js'
import { errorCodes, KafkaError } from '../protocol/errors.js'
import { faultOf, repeated, route } from './route.js'

export const createPartitionsRoute = route(createPartitions, '', ({ topics, validateOnly }, { broker }) => {
  const twice = repeated(topics.map(({ name }) => name))
  const results = topics.map(({ name, count, assignments }) => {
    try {
      if (twice.has(name)) throw new KafkaError('INVALID_REQUEST', 'Duplicate topic in request.')
      const topic = broker.topics.get(name)
      if (!topic) throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition.')
      broker.topics.checkWidening(topic, count)
      const wrong = assignments?.some(({ brokerIds }) => brokerIds.length !== 1 || brokerIds[0] !== broker.nodeId)
      if (assignments && (wrong || assignments.length !== count - topic.partitions.length)) {
        throw new KafkaError(
          'INVALID_REPLICA_ASSIGNMENT',
          `One replica, broker ${broker.nodeId}, for each new partition.`,
        )
      }
      if (!validateOnly) broker.topics.widen(topic, count)
      return { name, errorCode: errorCodes.NONE, errorMessage: null }
    } catch (error) {
      return { name, ...faultOf(error) }
    }
  })
  return { results }
})
