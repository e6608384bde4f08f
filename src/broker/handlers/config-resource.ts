// What configs belong to: a topic or a broker, by Kafka's resource types.
import type { BrokerState } from '../broker-state.js'
import { KafkaError } from '../protocol/errors.js'
import { checkTopicConfig } from '../topics/configs.js'
import { topicNameFault } from '../topics/names.js'
import type { Topic } from '../topics/topics.js'

export const TOPIC = 2
export const BROKER = 4

/** Throws where there is no such topic. */
export function topicResource({ topics }: BrokerState, name: string): Topic {
  const topic = topics.get(name)
  if (topic) return topic
  const fault = topicNameFault(name)
  if (fault) throw new KafkaError('INVALID_TOPIC_EXCEPTION', fault)
  throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition.')
}

/** Throws where it is not this broker; the empty name stands for all brokers. */
export function brokerResource({ nodeId }: BrokerState, name: string): void {
  if (name !== '' && name !== String(nodeId)) {
    throw new KafkaError(
      'INVALID_REQUEST',
      `Unexpected broker id, expected ${nodeId} or empty string, but received ${name}`,
    )
  }
}

/** The topic whose configs are to be changed. Throws for every other resource: this broker has none to change. */
export function alterableTopic(broker: BrokerState, resourceType: number, name: string): Topic {
  if (resourceType === TOPIC) return topicResource(broker, name)
  if (resourceType === BROKER) throw new KafkaError('INVALID_CONFIG', "This broker's own configs cannot be changed.")
  throw new KafkaError('INVALID_REQUEST', `Unsupported resource type: ${resourceType}`)
}

/** The value to set. Throws INVALID_REQUEST without one, INVALID_CONFIG where it is refused. */
export function alteredValue(name: string, value: string | null): string {
  if (value === null) throw new KafkaError('INVALID_REQUEST', `Null value not supported for: ${name}`)
  checkTopicConfig(name, value)
  return value
}
