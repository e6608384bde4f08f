// The broker the wire tests speak to: ours, or, in the reference run (vitest.config.ts), Apache Kafka.
import { randomUUID } from 'node:crypto'
import { inject, it } from 'vitest'
import { createTopics } from '../../../src/broker/messages/create-topics.js'
import { describeGroups } from '../../../src/broker/messages/describe-groups.js'
import { findCoordinator } from '../../../src/broker/messages/find-coordinator.js'
import { listOffsets } from '../../../src/broker/messages/list-offsets.js'
import { metadata } from '../../../src/broker/messages/metadata.js'
import { brokerForTest, until } from '../support.js'
import { type Asked, Wire } from './wire.js'

const apacheKafka = inject('apacheKafka')
export const onApacheKafka = apacheKafka !== undefined
/** The few places where Kafka 3.9.1 answers otherwise than 4.3.1, which ours follows; the READMEs tell them. */
export const onKafka3 = inject('kafkaVersion') === '3.9.1'

/** A difference that the fidelity table tells: tried on our broker alone. */
export function embeddedOnly(name: string, body: () => Promise<void>): void {
  if (!onApacheKafka) it(name, body)
}

/** Makes a connection to the broker under test each time it is called. */
export async function target(): Promise<() => Promise<Wire>> {
  const address = apacheKafka ?? (await brokerForTest()).brokers[0]!
  const wire = await Wire.to(address)
  await until('a group coordinator', async () => {
    return (await wire.send(findCoordinator, 1, { key: 'any' })).errorCode === 0
  })
  // Kafka keeps its groups in fifty partitions, each with a coordinator that takes its time: these names meet them all.
  const groups = Array.from({ length: 100 }, (_, i) => `group-${100 + i}`)
  await until('all group coordinators', async () => {
    return (await wire.send(describeGroups, 4, { groups })).groups.every(({ errorCode }) => errorCode === 0)
  })
  return () => Wire.to(address)
}

/** A name no other test uses. */
export function unique(prefix: string): string {
  return `${prefix}-${randomUUID()}`
}

type NewTopic = Asked<typeof createTopics>['topics'][number]

/** Creates a topic and waits until it has its leader; returns its name. */
export async function newTopic(wire: Wire, wanted: Partial<NewTopic> = {}): Promise<string> {
  const name = wanted.name ?? unique('topic')
  const topic = { numPartitions: 1, replicationFactor: 1, assignments: [], configs: [], ...wanted, name }
  const { topics } = await wire.send(createTopics, 4, { topics: [topic], timeoutMs: 5000, validateOnly: false })
  if (topics[0]!.errorCode !== 0) throw new Error(`topic not created: ${topics[0]!.errorMessage}`)
  // Apache Kafka makes the partitions a little after it has answered.
  await until('the topic has its partitions', async () => {
    const described = await wire.send(metadata, 4, { topics: [{ name }], allowAutoTopicCreation: false })
    const partitions = described.topics[0]!.partitions.map(({ partitionIndex }) => ({ partitionIndex, timestamp: -1 }))
    if (partitions.length === 0) return false
    const listed = await wire.send(listOffsets, 1, { replicaId: -1, topics: [{ name, partitions }] })
    return listed.topics[0]!.partitions.every(({ errorCode }) => errorCode === 0)
  })
  return name
}
