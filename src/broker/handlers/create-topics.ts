// CreateTopics 2-4.
import { createTopics } from '../messages/create-topics.js'
import { errorCodes, KafkaError } from '../protocol/errors.js'
import type { RequestOf } from '../protocol/message.js'
import type { NewTopic } from '../topics/topics.js'
import { repeated, route } from './route.js'

const leftOut =
  'more than one replica (INVALID_REPLICATION_FACTOR), configs this broker does not act on (INVALID_CONFIG)'

type Asked = RequestOf<typeof createTopics>['topics'][number]

export const createTopicsRoute = route(createTopics, leftOut, ({ topics, validateOnly }, { broker }) => {
  const twice = repeated(topics.map(({ name }) => name))
  const faults = new Map<Asked, KafkaError>()
  const wanted = new Map<Asked, NewTopic>()
  for (const asked of topics) {
    try {
      if (twice.has(asked.name)) throw new KafkaError('INVALID_REQUEST', 'Duplicate topic name.')
      const partitions = partitionCount(asked, broker.nodeId)
      const configs = new Map(asked.configs.map(({ name, value }) => [name, value]))
      broker.topics.check(asked.name, partitions, configs)
      // Checked just now: none is null.
      wanted.set(asked, { name: asked.name, partitions, configs: configs as Map<string, string> })
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error
      faults.set(asked, error)
    }
  }
  const errors = validateOnly ? [] : broker.topics.create([...wanted.values()])
  for (const [i, asked] of [...wanted.keys()].entries()) if (errors[i]) faults.set(asked, errors[i])
  return {
    topics: topics.map((asked) => {
      const fault = faults.get(asked)
      const errorCode = errorCodes[fault?.code ?? 'NONE']
      return { name: asked.name, errorCode, errorMessage: fault?.message ?? null }
    }),
  }
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
