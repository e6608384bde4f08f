// CreateTopics 2-4.
import { createTopics } from '../messages/create-topics.js'
import { errorCodes, KafkaError } from '../protocol/errors.js'
import type { RequestOf } from '../protocol/message.js'
import { faultOf, repeated, route } from './route.js'

const leftOut =
  'more than one replica (INVALID_REPLICATION_FACTOR), configs this broker does not act on (INVALID_CONFIG)'

type Asked = RequestOf<typeof createTopics>['topics'][number]

export const createTopicsRoute = route(createTopics, leftOut, ({ topics, validateOnly }, { broker }) => {
  const twice = repeated(topics.map(({ name }) => name))
  const results = topics.map((asked) => {
    try {
      if (twice.has(asked.name)) throw new KafkaError('INVALID_REQUEST', 'Duplicate topic name.')
      const partitions = partitionCount(asked, broker.nodeId)
      const configs = new Map(asked.configs.map(({ name, value }) => [name, value]))
      broker.topics.check(asked.name, partitions, configs)
      // Checked just now: none is null.
      if (!validateOnly) broker.topics.create(asked.name, partitions, configs as Map<string, string>)
      return { name: asked.name, errorCode: errorCodes.NONE, errorMessage: null }
    } catch (error) {
      return { name: asked.name, ...faultOf(error) }
    }
  })
  return { topics: results }
})

/** Throws where the replicas asked for are not this one broker. */
function partitionCount({ numPartitions, replicationFactor, assignments }: Asked, nodeId: number): number {
  if (assignments.length > 0) {
    if (numPartitions !== -1 || replicationFactor !== -1) {
      throw new KafkaError(
        'INVALID_REQUEST',
        'Both a partition count or replication factor and an assignment were given.',
      )
    }
    checkAssignments(assignments, nodeId)
    return assignments.length
  }
  if (replicationFactor !== -1 && replicationFactor < 1) {
    throw new KafkaError('INVALID_REPLICATION_FACTOR', 'Replication factor must be larger than 0, or -1.')
  }
  if (replicationFactor > 1) {
    const message = `Unable to replicate the partition ${replicationFactor} time(s): there is one broker.`
    throw new KafkaError('INVALID_REPLICATION_FACTOR', message)
  }
  return numPartitions === -1 ? 1 : numPartitions
}

function checkAssignments(assignments: Asked['assignments'], nodeId: number): void {
  const indexes = new Set(assignments.map(({ partitionIndex }) => partitionIndex))
  for (const { partitionIndex, brokerIds } of assignments) {
    const consecutive =
      indexes.size === assignments.length && partitionIndex >= 0 && partitionIndex < assignments.length
    if (!consecutive) throw new KafkaError('INVALID_REPLICA_ASSIGNMENT', 'Partitions must be consecutive from 0.')
    if (brokerIds.length !== 1 || brokerIds[0] !== nodeId) {
      throw new KafkaError('INVALID_REPLICA_ASSIGNMENT', `The only broker is ${nodeId}.`)
    }
  }
}
