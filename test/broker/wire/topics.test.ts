// Topics, code by code, as Apache Kafka answers.
import { describe, expect, it } from 'vitest'
import { createPartitions } from '../../../src/broker/messages/create-partitions.js'
import { createTopics } from '../../../src/broker/messages/create-topics.js'
import { deleteTopics } from '../../../src/broker/messages/delete-topics.js'
import { describeLogDirs } from '../../../src/broker/messages/describe-log-dirs.js'
import { metadata } from '../../../src/broker/messages/metadata.js'
import { until } from '../support.js'
import { errorName } from './member.js'
import { embeddedOnly, newTopic, onKafka3, target, unique } from './target.js'
import type { Asked, Wire } from './wire.js'

const connect = async () => (await target())()

type NewTopic = Asked<typeof createTopics>['topics'][number]

async function create(wire: Wire, wanted: Partial<NewTopic>[], validateOnly = false) {
  const plain = { numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }
  const topics = wanted.map((topic) => ({ ...plain, name: unique('topic'), ...topic }))
  const answer = await wire.send(createTopics, 4, { topics, timeoutMs: 5000, validateOnly })
  return answer.topics.map(({ errorCode }) => errorName(errorCode))
}

async function partitionsOf(wire: Wire, name: string) {
  const { topics } = await wire.send(metadata, 5, { topics: [{ name }], allowAutoTopicCreation: false })
  return topics[0]!.errorCode === 0 ? topics[0]!.partitions.length : errorName(topics[0]!.errorCode)
}

describe('creating topics', () => {
  it.each([
    ['an empty name', { name: '' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name that means this folder', { name: '.' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name that means the folder above', { name: '..' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name with a separator', { name: 'a/b' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name that climbs out', { name: '../../etc/passwd' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a backslash', { name: '..\\x' }, 'INVALID_TOPIC_EXCEPTION'],
    ['an accent', { name: 'été' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a null character', { name: 'a\0b' }, 'INVALID_TOPIC_EXCEPTION'],
    ['250 characters', { name: 'x'.repeat(250) }, 'INVALID_TOPIC_EXCEPTION'],
    ['no partition', { numPartitions: 0 }, 'INVALID_PARTITIONS'],
    ['a negative count', { numPartitions: -2 }, 'INVALID_PARTITIONS'],
    ['no replica', { replicationFactor: 0 }, 'INVALID_REPLICATION_FACTOR'],
    ['two replicas', { replicationFactor: 2 }, 'INVALID_REPLICATION_FACTOR'],
    ['an unknown config', { configs: [{ name: 'colour', value: 'red' }] }, 'INVALID_CONFIG'],
    ['a config without a value', { configs: [{ name: 'retention.ms', value: null }] }, 'INVALID_CONFIG'],
    ['a retention that is no number', { configs: [{ name: 'retention.ms', value: 'long' }] }, 'INVALID_CONFIG'],
    ['a retention below -1', { configs: [{ name: 'retention.ms', value: '-2' }] }, 'INVALID_CONFIG'],
    [
      'segments under 1 MiB',
      { configs: [{ name: 'segment.bytes', value: '1048575' }] },
      onKafka3 ? 'NONE' : 'INVALID_CONFIG',
    ],
    ['segments over 2 GiB', { configs: [{ name: 'segment.bytes', value: '2147483648' }] }, 'INVALID_CONFIG'],
    ['another policy', { configs: [{ name: 'cleanup.policy', value: 'burn' }] }, 'INVALID_CONFIG'],
    ['another timestamp', { configs: [{ name: 'message.timestamp.type', value: 'Noon' }] }, 'INVALID_CONFIG'],
    [
      'a broker that is not there',
      { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [7] }] },
      'INVALID_REPLICA_ASSIGNMENT',
    ],
    [
      'a gap between partitions',
      { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 1, brokerIds: [1] }] },
      'INVALID_REPLICA_ASSIGNMENT',
    ],
    [
      'both a count and an assignment',
      { numPartitions: 1, assignments: [{ partitionIndex: 0, brokerIds: [1] }] },
      'INVALID_REQUEST',
    ],
  ])('refuses %s', async (_what, wanted, code) => {
    expect(await create(await connect(), [wanted])).toEqual([code])
  })

  it('takes the longest name, the widest configs, and -1 for the defaults', async () => {
    const wire = await connect()
    const name = unique('x').padEnd(249, 'x')
    const configs = [
      ['retention.ms', '9223372036854775807'],
      ['retention.bytes', '-1'],
      ['segment.bytes', '1048576'],
      ['max.message.bytes', '0'],
      ['message.timestamp.type', 'LogAppendTime'],
      ['cleanup.policy', 'delete'],
    ].map(([name, value]) => ({ name: name!, value: value! }))
    expect(await create(wire, [{ name, numPartitions: -1, replicationFactor: -1, configs }])).toEqual(['NONE'])
    await until('it is there', async () => (await partitionsOf(wire, name)) === 1)
  })

  it('takes an assignment', async () => {
    const wire = await connect()
    const name = unique('assigned')
    const assignments = [1, 0].map((partitionIndex) => ({ partitionIndex, brokerIds: [1] }))
    expect(await create(wire, [{ name, numPartitions: -1, replicationFactor: -1, assignments }])).toEqual(['NONE'])
    await until('it has two', async () => (await partitionsOf(wire, name)) === 2)
  })

  it('refuses a second one of the same name, or one whose metrics would clash', async () => {
    const wire = await connect()
    const name = await newTopic(wire, { name: unique('one.two') })
    expect(await create(wire, [{ name }])).toEqual(['TOPIC_ALREADY_EXISTS'])
    expect(await create(wire, [{ name: name.replace('.', '_') }])).toEqual(['INVALID_TOPIC_EXCEPTION'])
    const twice = unique('twice')
    const codes = new Set(await create(wire, [{ name: twice }, { name: twice }]))
    expect(codes).toEqual(new Set(['INVALID_REQUEST']))
  })

  it('only checks when asked to', async () => {
    const wire = await connect()
    const name = unique('checked')
    expect(await create(wire, [{ name }, { numPartitions: 0 }], true)).toEqual(['NONE', 'INVALID_PARTITIONS'])
    expect(await partitionsOf(wire, name)).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  })

  embeddedOnly('names the policy it cannot follow', async () => {
    const wire = await connect()
    const configs = [{ name: 'cleanup.policy', value: 'compact' }]
    const topic = { name: 'log', numPartitions: 1, replicationFactor: 1, assignments: [], configs }
    const { topics } = await wire.send(createTopics, 4, { topics: [topic], timeoutMs: 0, validateOnly: false })
    expect(errorName(topics[0]!.errorCode)).toBe('INVALID_CONFIG')
    expect(topics[0]!.errorMessage).toMatch(/compact for configuration cleanup\.policy: .*compaction is left out/)
  })
})

describe('metadata', () => {
  it('says what is missing, and creates it only where allowed', async () => {
    const wire = await connect()
    const name = unique('auto')
    const ask = async (names: string[], allowAutoTopicCreation: boolean) => {
      const topics = names.map((name) => ({ name }))
      const answer = await wire.send(metadata, 8, { topics, allowAutoTopicCreation })
      return answer.topics.map(({ errorCode }) => errorName(errorCode))
    }
    expect(await ask([name, 'a b'], false)).toEqual(['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION'])
    await ask([name, 'a b'], true)
    await until('it was created', async () => (await ask([name], true))[0] === 'NONE')
    expect(await partitionsOf(wire, name)).toBe(1)
    expect(await ask([], true)).toEqual([])
  })

  it('describes the one broker', async () => {
    const wire = await connect()
    const name = await newTopic(wire, { numPartitions: 2 })
    const answer = await wire.send(metadata, 8, { topics: null })
    expect(answer.brokers).toMatchObject([{ nodeId: 1, host: '127.0.0.1', rack: null }])
    expect(answer.controllerId).toBe(1)
    expect(answer.clusterId).toMatch(/^[\w-]{22}$/)
    const topic = answer.topics.find((topic) => topic.name === name)
    const partition = {
      errorCode: 0,
      leaderId: 1,
      leaderEpoch: 0,
      replicaNodes: [1],
      isrNodes: [1],
      offlineReplicas: [],
    }
    const partitions = [...(topic?.partitions ?? [])].sort((a, b) => a.partitionIndex - b.partitionIndex)
    expect(partitions).toEqual([
      { ...partition, partitionIndex: 0 },
      { ...partition, partitionIndex: 1 },
    ])
  })
})

describe('deleting topics', () => {
  it('answers each', async () => {
    const wire = await connect()
    const name = await newTopic(wire)
    const answer = await wire.send(deleteTopics, 3, { topicNames: [name, unique('none')], timeoutMs: 5000 })
    const codes = Object.fromEntries(answer.responses.map((r) => [r.name === name, errorName(r.errorCode)]))
    expect(codes).toEqual({ true: 'NONE', false: 'UNKNOWN_TOPIC_OR_PARTITION' })
    await until('it has gone', async () => (await partitionsOf(wire, name)) === 'UNKNOWN_TOPIC_OR_PARTITION')
  })
})

describe('widening topics', () => {
  const widen = async (wire: Wire, topics: Asked<typeof createPartitions>['topics'], validateOnly = false) => {
    const { results } = await wire.send(createPartitions, 1, { topics, timeoutMs: 5000, validateOnly })
    return results.map(({ errorCode }) => errorName(errorCode))
  }

  it('only widens', async () => {
    const wire = await connect()
    const name = await newTopic(wire, { numPartitions: 2 })
    expect(await widen(wire, [{ name, count: 2, assignments: null }])).toEqual(['INVALID_PARTITIONS'])
    expect(await widen(wire, [{ name, count: 1, assignments: null }])).toEqual(['INVALID_PARTITIONS'])
    expect(await widen(wire, [{ name, count: -1, assignments: null }])).toEqual(['INVALID_PARTITIONS'])
    const absent = unique('none')
    expect(await widen(wire, [{ name: absent, count: 2, assignments: null }])).toEqual(['UNKNOWN_TOPIC_OR_PARTITION'])
    const wrong = [{ name, count: 4, assignments: [{ brokerIds: [1] }] }]
    expect(await widen(wire, wrong)).toEqual(['INVALID_REPLICA_ASSIGNMENT'])
    const elsewhere = [{ name, count: 3, assignments: [{ brokerIds: [7] }] }]
    expect(await widen(wire, elsewhere)).toEqual(['INVALID_REPLICA_ASSIGNMENT'])
    const twice = [3, 4].map((count) => ({ name, count, assignments: null }))
    expect(new Set(await widen(wire, twice))).toEqual(new Set(['INVALID_REQUEST']))
    expect(await widen(wire, [{ name, count: 3, assignments: null }], true)).toEqual(['NONE'])
    expect(await partitionsOf(wire, name)).toBe(2)
    expect(await widen(wire, [{ name, count: 3, assignments: null }])).toEqual(['NONE'])
    await until('it has three', async () => (await partitionsOf(wire, name)) === 3)
  })
})

describe('log folders', () => {
  it('are described, all or some', async () => {
    const wire = await connect()
    const name = await newTopic(wire, { numPartitions: 2 })
    const found = async () => {
      const all = await wire.send(describeLogDirs, 1, { topics: null })
      const mine = all.results[0]!.topics.find((topic) => topic.name === name)
      return mine?.partitions.map(({ partitionIndex }) => partitionIndex).sort()
    }
    await expect.poll(found).toEqual([0, 1])
    const some = await wire.send(describeLogDirs, 1, { topics: [{ topic: name, partitions: [1, 9] }] })
    expect(some.results[0]).toMatchObject({
      errorCode: 0,
      topics: [{ name, partitions: [{ partitionIndex: 1, partitionSize: 0, offsetLag: 0, isFutureKey: false }] }],
    })
  })
})
