// Sets a team's bookmark from outside the team. kafkajs has no public way to do it: its admin.setOffsets joins the team
// as a reader and waits for a fetch, five seconds long, or more where a first join is made to wait.
import type { Kafka } from './kafkajs.js'

/** What is used of kafkajs's own idea of a cluster. */
interface Cluster {
  connect(): Promise<void>
  disconnect(): Promise<void>
  addTargetTopic(topic: string): Promise<void>
  findGroupCoordinator(group: { groupId: string }): Promise<{ offsetCommit(request: object): Promise<unknown> }>
}

/** The symbol under which a Kafka object of kafkajs makes its connections; package.json holds kafkajs at one version. */
const CREATE_CLUSTER = 'private:Kafka:createCluster'

/** OffsetCommit's generation and member of whoever is not in the team: Kafka refuses them while the team has members. */
const OUTSIDE = { groupGenerationId: -1, memberId: '' }

/** Names are full names. Rejects with kafkajs's error; `UNKNOWN_MEMBER_ID` when the team has a reader. */
export async function setBookmark(
  kafka: Kafka,
  groupId: string,
  topic: string,
  partitions: { partition: number; offset: string }[],
): Promise<void> {
  const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === CREATE_CLUSTER)
  const cluster: Cluster = Reflect.get(kafka, symbol!)({ allowAutoTopicCreation: false })
  try {
    await cluster.connect()
    await cluster.addTargetTopic(topic)
    const coordinator = await cluster.findGroupCoordinator({ groupId })
    await coordinator.offsetCommit({ groupId, ...OUTSIDE, topics: [{ topic, partitions }] })
  } finally {
    await cluster.disconnect()
  }
}
