// The evidence: what a broker says of its topics, groups and letters, asked through kafkajs at the moment of the call.
import { setTimeout as pause } from 'node:timers/promises'
import { createActs } from './acts.js'
import { AdminLine } from './admin-line.js'
import { INSPECTOR_GROUP, inspectorGroup, readLetters } from './letters.js'
import { type GroupState, type Inspector, OfficeError } from './post-office.js'
import { OPEN, type Security } from './security.js'

export interface InspectorOptions {
  /** Bootstrap addresses: `host:port,host:port`, or a list of them. */
  brokers: string | string[]
  /** Put before every topic's and group's name on the broker; groups without it are not seen. */
  prefix?: string
  /** TLS and SASL; none without it, whatever this process's variables say. */
  security?: Security | undefined
}

const SETTLED_WITHIN = 10_000
const POLL = 50

/** An inspector of the broker at these addresses; it connects at the first question. */
export function createInspector({
  brokers,
  prefix = '',
  security = OPEN,
}: InspectorOptions): Inspector & { topics(): Promise<string[]>; clusterId(): Promise<string> } {
  const line = new AdminLine(typeof brokers === 'string' ? brokers.split(',') : brokers, security)
  const full = (name: string) => `${prefix}${name}`

  /** Short names of the topics with our prefix. */
  async function topics(): Promise<string[]> {
    const names = await line.ask('', (admin) => admin.listTopics())
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
  }
  const topicExists = async (topic: string) => (await topics()).includes(topic)

  async function offsets(topic: string) {
    const drawers = await line.ask(topic, (admin) => admin.fetchTopicOffsets(full(topic)))
    return drawers
      .map(({ partition, low, high }) => ({ partition, start: Number(low), end: Number(high) }))
      .sort((a, b) => a.partition - b.partition)
  }

  async function deleteGroup(fullName: string): Promise<void> {
    await line.ask(fullName, (admin) => admin.deleteGroups([fullName])).catch(unless('group-unknown'))
  }

  return {
    ...createActs(line, full),
    topics,
    clusterId: async () => (await line.ask('', (admin) => admin.describeCluster())).clusterId,
    topicExists,
    offsets,

    async createTopic(topic, partitions, config = {}) {
      const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
      const created = await line.ask(topic, (admin) =>
        admin.createTopics({
          // Waiting is done below: right after creation Kafka may still answer that it knows no such topic.
          waitForLeaders: false,
          topics: [{ topic: full(topic), numPartitions: partitions, configEntries }],
        }),
      )
      if (!created) throw new OfficeError('topic-exists', { name: topic })
      await until(async () => (await offsets(topic).catch(unless('topic-unknown')))?.length === partitions)
    },

    async deleteTopic(topic) {
      await line.ask(topic, (admin) => admin.deleteTopics({ topics: [full(topic)] })).catch(unless('topic-unknown'))
      await until(async () => !(await topicExists(topic)))
    },

    deleteGroup: (group) => deleteGroup(full(group)),

    async config(topic) {
      const { TOPIC_RESOURCE } = await import('./kafkajs.js')
      const resources = [{ type: TOPIC_RESOURCE, name: full(topic) }]
      const answer = await line.ask(topic, (admin) => admin.describeConfigs({ resources, includeSynonyms: false }))
      const entries = answer.resources.flatMap(({ configEntries }) => configEntries)
      return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]))
    },

    async offsetsAt(topic, timestamp) {
      const ends = await offsets(topic)
      const answer = await line.ask(topic, (admin) => admin.fetchTopicOffsetsByTimestamp(full(topic), timestamp))
      return answer
        .map(({ partition, offset }) => {
          // kafkajs puts the end where Kafka says that there is no such letter.
          const none = Number(offset) < 0 || Number(offset) === ends.find((one) => one.partition === partition)?.end
          return { partition, offset: none ? undefined : Number(offset) }
        })
        .sort((a, b) => a.partition - b.partition)
    },

    async bookmarks(group, topic) {
      const [answer] = await line.ask(topic, (admin) =>
        admin.fetchOffsets({ groupId: full(group), topics: [full(topic)] }),
      )
      return (answer?.partitions ?? [])
        .map(({ partition, offset }) => ({ partition, offset: Number(offset) < 0 ? undefined : Number(offset) }))
        .sort((a, b) => a.partition - b.partition)
    },

    async copies(topic) {
      const { topics: found } = await line.ask(topic, (admin) => admin.fetchTopicMetadata({ topics: [full(topic)] }))
      return (found[0]?.partitions ?? [])
        .map(({ partitionId, leader, replicas, isr }) => ({
          partition: partitionId,
          leader,
          replicas: [...replicas].sort((a, b) => a - b),
          inSync: [...isr].sort((a, b) => a - b),
        }))
        .sort((a, b) => a.partition - b.partition)
    },

    async group(group): Promise<GroupState> {
      const { AssignerProtocol } = await import('./kafkajs.js')
      const answer = await line
        .ask(group, (admin) => admin.describeGroups([full(group)]))
        .catch(unless('group-unknown'))
      const [description] = answer?.groups ?? []
      if (!description) return { state: 'Dead', members: [] }
      const members = description.members.map(({ memberId, clientId, memberAssignment }) => {
        // A member without an assignment yet has empty bytes, which are no assignment to decode.
        const decoded = memberAssignment.length > 0 ? AssignerProtocol.MemberAssignment.decode(memberAssignment) : null
        const partitions = Object.values(decoded?.assignment ?? {}).flat()
        return { memberId, clientId, partitions: partitions.sort((a, b) => a - b) }
      })
      return { state: description.state, members }
    },

    async groups() {
      const { groups } = await line.ask('', (admin) => admin.listGroups())
      return groups
        .map(({ groupId }) => groupId)
        .filter((name) => name.startsWith(prefix) && !name.startsWith(INSPECTOR_GROUP))
        .map((name) => name.slice(prefix.length))
        .sort()
    },

    async letters(topic, partition, from, to) {
      const drawer = (await offsets(topic)).find((candidate) => candidate.partition === partition)
      if (!drawer) throw new OfficeError('topic-unknown', { name: topic })
      const [first, last] = [Math.max(from, drawer.start), Math.min(to, drawer.end)]
      if (first >= last) return []
      const group = inspectorGroup()
      const wanted = { topic: full(topic), partition, from: first, to: last }
      try {
        return await line.ask(topic, (_, kafka) => readLetters(kafka, group, wanted))
      } finally {
        await deleteGroup(group).catch(() => {}) // empty, it would go by itself in time
      }
    },

    disconnect: () => line.disconnect(),
  }
}

/** Takes one refusal for an answer (undefined), and leaves the others. */
function unless(code: string): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof OfficeError && error.code === code)) throw error
  }
}

/** Waits for what a broker has accepted to be seen by all. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const start = Date.now(); !(await condition()); await pause(POLL)) {
    if (Date.now() - start > SETTLED_WITHIN) throw new OfficeError('office-slow', { seconds: SETTLED_WITHIN / 1000 })
  }
}
