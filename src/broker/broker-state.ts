// What the handlers work on.
import type { GroupCoordinator } from './group/coordinator.js'
import type { ProducerIds } from './producer-ids.js'
import type { Topics } from './topics/topics.js'

export interface BrokerState {
  readonly nodeId: number
  readonly clusterId: string
  /** The address clients are told to come to. */
  readonly advertisedHost: string
  readonly port: number
  readonly topics: Topics
  readonly groups: GroupCoordinator
  readonly producerIds: ProducerIds
}
