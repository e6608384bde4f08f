// Metadata 0-8: one broker, leader of everything; creates a missing topic when the client allows it.
import type { BrokerState } from '../broker-state.js'
import { metadata } from '../messages/metadata.js'
import { type ErrorName, errorCodes } from '../protocol/errors.js'
import { topicNameFault } from '../topics/names.js'
import type { Topic } from '../topics/topics.js'
import { route } from './route.js'

const leftOut = 'authorized operations, topic ids'

export const metadataRoute = route(
  metadata,
  leftOut,
  ({ topics: asked, allowAutoTopicCreation }, { broker, version }) => {
    const all = asked === null || (version === 0 && asked.length === 0)
    const names = all ? [] : [...new Set(asked.map(({ name }) => name))]
    if (allowAutoTopicCreation) createMissing(broker, names)
    return {
      brokers: [{ nodeId: broker.nodeId, host: broker.advertisedHost, port: broker.port }],
      clusterId: broker.clusterId,
      controllerId: broker.nodeId,
      topics: all
        ? broker.topics.all().map((topic) => describe(broker, topic))
        : names.map((name) => find(broker, name)),
    }
  },
)

/** Kafka's num.partitions. */
const DEFAULT_PARTITIONS = 1

/** Those that cannot be created stay missing. */
function createMissing({ topics }: BrokerState, names: readonly string[]): void {
  const missing = names.filter((name) => !topics.get(name))
  topics.create(missing.map((name) => ({ name, partitions: DEFAULT_PARTITIONS, configs: new Map() })))
}

function find(broker: BrokerState, name: string) {
  const topic = broker.topics.get(name)
  if (topic) return describe(broker, topic)
  return absent(name, topicNameFault(name) ? 'INVALID_TOPIC_EXCEPTION' : 'UNKNOWN_TOPIC_OR_PARTITION')
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
