// Metadata 0-8: one broker, leader of everything; creates a missing topic when the client allows it.
import type { BrokerState } from '../broker-state.js'
import { metadata } from '../messages/metadata.js'
import { type ErrorName, errorCodes } from '../protocol/errors.js'
import { topicNameFault } from '../topics/names.js'
import type { Topic } from '../topics/topics.js'
import { errorOf, route } from './route.js'

const leftOut = 'authorized operations, topic ids'

export const metadataRoute = route(
  metadata,
  leftOut,
  ({ topics: asked, allowAutoTopicCreation }, { broker, version }) => {
    const all = asked === null || (version === 0 && asked.length === 0)
    return {
      brokers: [{ nodeId: broker.nodeId, host: broker.advertisedHost, port: broker.port }],
      clusterId: broker.clusterId,
      controllerId: broker.nodeId,
      topics: all
        ? broker.topics.all().map((topic) => describe(broker, topic))
        : [...new Set(asked.map(({ name }) => name))].map((name) => find(broker, name, allowAutoTopicCreation)),
    }
  },
)

/** Kafka's num.partitions. */
const DEFAULT_PARTITIONS = 1

function find(broker: BrokerState, name: string, create: boolean) {
  const topic = broker.topics.get(name)
  if (topic) return describe(broker, topic)
  if (topicNameFault(name)) return absent(name, 'INVALID_TOPIC_EXCEPTION')
  if (!create) return absent(name, 'UNKNOWN_TOPIC_OR_PARTITION')
  try {
    return describe(broker, broker.topics.create(name, DEFAULT_PARTITIONS, new Map()))
  } catch (error) {
    const code = errorOf(error)
    return absent(name, code === 'INVALID_TOPIC_EXCEPTION' ? code : 'UNKNOWN_TOPIC_OR_PARTITION')
  }
}

function absent(name: string, code: ErrorName) {
  return { errorCode: errorCodes[code], name, partitions: [] }
}

function describe({ nodeId }: BrokerState, { name, partitions }: Topic) {
  return {
    errorCode: errorCodes.NONE,
    name,
    partitions: partitions.map(({ index }) => ({
      errorCode: errorCodes.NONE,
      partitionIndex: index,
      leaderId: nodeId,
      leaderEpoch: 0,
      replicaNodes: [nodeId],
      isrNodes: [nodeId],
    })),
  }
}
