// kafkajs, unmodified, against the broker: what the course and its programs rely on.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { CompressionTypes, Partitioners } from 'kafkajs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startBrokerProcess } from '../broker-process.js'
import { brokerForTest, kafkaFor, read, temporaryFolder, until } from '../support.js'

const createPartitioner = Partitioners.DefaultPartitioner

async function setUp(partitions = 1) {
  const broker = await brokerForTest()
  const kafka = kafkaFor(broker.brokers)
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: partitions }] })
  const producer = kafka.producer({ createPartitioner, allowAutoTopicCreation: false })
  await producer.connect()
  const close = () => Promise.all([admin.disconnect(), producer.disconnect()])
  return { broker, kafka, admin, producer, close }
}

describe('a kafkajs producer', () => {
  it('is told the partition and the offset of each batch', async () => {
    const { producer, close } = await setUp()
    const first = await producer.send({ topic: 'orders', messages: [{ value: 'a' }, { value: 'b' }] })
    const second = await producer.send({ topic: 'orders', messages: [{ value: 'c' }] })
    expect(first).toMatchObject([{ topicName: 'orders', partition: 0, errorCode: 0, baseOffset: '0' }])
    expect(second).toMatchObject([{ partition: 0, baseOffset: '2' }])
    await close()
  })

  it('keeps a key in its partition, in order', async () => {
    const { producer, kafka, close } = await setUp(3)
    for (let i = 0; i < 9; i++) {
      await producer.send({ topic: 'orders', messages: [{ key: `user${i % 3}`, value: String(i) }] })
    }
    const { seen } = await read(kafka, 'readers', 'orders')
    await until('nine letters', () => seen.length === 9)
    for (const user of ['user0', 'user1', 'user2']) {
      const letters = seen.filter(({ key }) => key === user)
      expect(new Set(letters.map(({ partition }) => partition)).size).toBe(1)
      expect(letters.map(({ value }) => Number(value))).toEqual([0, 3, 6].map((i) => i + Number(user.slice(4))))
    }
    await close()
  })

  it('compresses with gzip, and asks for no answer with acks 0', async () => {
    const { producer, kafka, admin, close } = await setUp()
    await producer.send({
      topic: 'orders',
      compression: CompressionTypes.GZIP,
      messages: [{ value: 'z'.repeat(5000) }],
    })
    await producer.send({ topic: 'orders', acks: 0, messages: [{ value: 'unanswered' }] })
    await until('both stored', async () => (await admin.fetchTopicOffsets('orders'))[0]?.high === '2')
    const { seen } = await read(kafka, 'readers', 'orders')
    await until('both read', () => seen.length === 2)
    expect(seen.map(({ value }) => value)).toEqual(['z'.repeat(5000), 'unanswered'])
    await close()
  })

  it('can be idempotent', async () => {
    const { kafka, admin, close } = await setUp()
    const producer = kafka.producer({ createPartitioner, idempotent: true })
    await producer.connect()
    for (let i = 0; i < 8; i++) await producer.send({ topic: 'orders', messages: [{ value: String(i) }] })
    expect(await admin.fetchTopicOffsets('orders')).toMatchObject([{ offset: '8' }])
    await producer.disconnect()
    await close()
  })

  it('creates a missing topic, with one partition, where it may', async () => {
    const { kafka, admin, close } = await setUp()
    const producer = kafka.producer({ createPartitioner, allowAutoTopicCreation: true })
    await producer.connect()
    await producer.send({ topic: 'new-topic', messages: [{ value: 'x' }] })
    expect(await admin.fetchTopicOffsets('new-topic')).toMatchObject([{ partition: 0, offset: '1' }])
    await producer.disconnect()
    await close()
  })
})

describe('a kafkajs consumer group', () => {
  it('resumes after its committed offsets', async () => {
    const { producer, kafka, admin, close } = await setUp()
    await producer.send({ topic: 'orders', messages: [{ value: 'a' }, { value: 'b' }] })
    const first = await read(kafka, 'readers', 'orders')
    await until('two letters', () => first.seen.length === 2)
    await first.consumer.disconnect()
    expect(await admin.fetchOffsets({ groupId: 'readers', topics: ['orders'] })).toMatchObject([
      { topic: 'orders', partitions: [{ partition: 0, offset: '2' }] },
    ])

    await producer.send({ topic: 'orders', messages: [{ value: 'c' }] })
    const second = await read(kafka, 'readers', 'orders')
    await until('the third', () => second.seen.length > 0)
    expect(second.seen.map(({ value }) => value)).toEqual(['c'])
    await close()
  })

  it('shares the partitions anew as members come and go', async () => {
    const { producer, kafka, admin, close } = await setUp(3)
    const members = [await read(kafka, 'team', 'orders')]
    const shares = () => members.map(({ assignment }) => assignment().length).sort()
    await until('one with all', () => members[0]!.assignment().length === 3)
    members.push(await read(kafka, 'team', 'orders'))
    await until('two', () => shares().join() === '1,2')
    members.push(await read(kafka, 'team', 'orders'))
    await until('three', () => shares().join() === '1,1,1')
    members.push(await read(kafka, 'team', 'orders'))
    await until('a fourth with none', () => shares().join() === '0,1,1,1')

    const { groups } = await admin.describeGroups(['team'])
    expect(groups[0]).toMatchObject({ state: 'Stable', protocol: 'RoundRobinAssigner', errorCode: 0 })
    expect(groups[0]?.members).toHaveLength(4)

    await members.shift()!.consumer.disconnect()
    await until('the three left with one each', () => shares().join() === '1,1,1')
    for (let i = 0; i < 30; i++)
      await producer.send({ topic: 'orders', messages: [{ key: `k${i}`, value: String(i) }] })
    const total = () => members.flatMap(({ seen }) => seen.map(({ value }) => Number(value)))
    await until('every letter, once', () => total().length === 30)
    expect(total().sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i))
    await close()
  })

  it('two groups each read everything', async () => {
    const { producer, kafka, close } = await setUp()
    await producer.send({ topic: 'orders', messages: [{ value: 'a' }, { value: 'b' }] })
    const [one, two] = [await read(kafka, 'one', 'orders'), await read(kafka, 'two', 'orders')]
    await until('both', () => one.seen.length === 2 && two.seen.length === 2)
    await close()
  })

  it('gives the share of a member that died to the others, once its session is over', { timeout: 30_000 }, async () => {
    const { broker, kafka, close } = await setUp(2)
    const reader = path.join(import.meta.dirname, 'fixtures/reader.mjs')
    const doomed = spawn(process.execPath, [reader, broker.brokers[0]!, 'team', 'orders'])
    onTestFinished(() => void doomed.kill('SIGKILL'))
    let said = ''
    doomed.stdout.on('data', (chunk) => {
      said += chunk
    })
    await until('the doomed member has it all', () => said.includes('[0,1]'))
    const { assignment } = await read(kafka, 'team', 'orders')
    await until('one each', () => assignment().length === 1)

    doomed.kill('SIGKILL')
    const killed = Date.now()
    await until('the other has it all', () => assignment().length === 2, 15_000)
    expect(Date.now() - killed).toBeGreaterThan(5000)
    await close()
  })

  it('refuses a session shorter than 6 seconds', async () => {
    const { kafka, close } = await setUp()
    const consumer = kafka.consumer({ groupId: 'hasty', sessionTimeout: 5999, retry: { retries: 0 } })
    await consumer.connect()
    await consumer.subscribe({ topics: ['orders'] })
    const crash = new Promise<Error>((resolve) => {
      consumer.on('consumer.crash', ({ payload }) => resolve(payload.error))
    })
    await consumer.run({ eachMessage: async () => {} }).catch(() => {})
    expect(await crash).toMatchObject({ type: 'INVALID_SESSION_TIMEOUT' })
    await consumer.disconnect()
    await close()
  })
})

describe('the kafkajs admin client', () => {
  it('creates, widens, configures, empties and deletes topics', async () => {
    const { admin, producer, close } = await setUp()
    const configEntries = [{ name: 'retention.ms', value: '60000' }]
    expect(await admin.createTopics({ topics: [{ topic: 'made', numPartitions: 2, configEntries }] })).toBe(true)
    expect(await admin.createTopics({ topics: [{ topic: 'made' }] })).toBe(false)
    await admin.createPartitions({ topicPartitions: [{ topic: 'made', count: 4 }] })
    const { topics } = await admin.fetchTopicMetadata({ topics: ['made'] })
    expect(topics[0]?.partitions.map(({ partitionId, leader }) => [partitionId, leader])).toHaveLength(4)

    const resource = { type: 2, name: 'made' }
    const retention = async () => {
      const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] })
      return resources[0]?.configEntries.find(({ configName }) => configName === 'retention.ms')?.configValue
    }
    expect(await retention()).toBe('60000')
    await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries: [] }] })
    expect(await retention()).toBe('604800000')

    await producer.send({ topic: 'orders', messages: ['a', 'b', 'c'].map((value) => ({ value })) })
    await admin.deleteTopicRecords({ topic: 'orders', partitions: [{ partition: 0, offset: '2' }] })
    expect(await admin.fetchTopicOffsets('orders')).toMatchObject([{ low: '2', high: '3' }])

    await admin.deleteTopics({ topics: ['made'] })
    expect(await admin.listTopics()).toEqual(['orders'])
    await close()
  })

  it('moves and deletes the offsets of groups', async () => {
    const { admin, producer, kafka, close } = await setUp()
    await producer.send({ topic: 'orders', messages: ['a', 'b', 'c'].map((value) => ({ value })) })
    await admin.setOffsets({ groupId: 'sleepers', topic: 'orders', partitions: [{ partition: 0, offset: '2' }] })
    expect((await admin.listGroups()).groups).toEqual([{ groupId: 'sleepers', protocolType: 'consumer' }])
    const { seen, consumer } = await read(kafka, 'sleepers', 'orders')
    await until('the last letter', () => seen.length > 0)
    expect(seen.map(({ value }) => value)).toEqual(['c'])

    await expect(admin.deleteGroups(['sleepers'])).rejects.toMatchObject({
      groups: [{ groupId: 'sleepers', error: { type: 'NON_EMPTY_GROUP' } }],
    })
    await consumer.disconnect()
    await admin.deleteGroups(['sleepers'])
    expect((await admin.describeGroups(['sleepers'])).groups).toMatchObject([{ state: 'Dead', errorCode: 0 }])
    await close()
  })

  it('finds offsets by time', async () => {
    const { admin, producer, close } = await setUp()
    for (const timestamp of ['1000', '2000', '3000']) {
      await producer.send({ topic: 'orders', messages: [{ value: timestamp, timestamp }] })
    }
    expect(await admin.fetchTopicOffsetsByTimestamp('orders', 1500)).toEqual([{ partition: 0, offset: '1' }])
    expect(await admin.fetchTopicOffsetsByTimestamp('orders', 9999)).toEqual([{ partition: 0, offset: '3' }])
    await close()
  })
})

describe('kill -9 of the broker', () => {
  it('loses neither acknowledged letters nor bookmarks, and its port is free at once', {
    timeout: 30_000,
  }, async () => {
    const data = temporaryFolder()
    const first = await startBrokerProcess(data)
    const kafka = kafkaFor(first.brokers, { retry: { initialRetryTime: 50, retries: 20 } })
    const producer = kafka.producer({ createPartitioner })
    await producer.connect()
    const before = await read(kafka, 'team', 'orders-1')
    await producer.send({ topic: 'orders-1', messages: [{ value: 'a' }, { value: 'b' }] })
    await until('both read', () => before.seen.length === 2)
    const admin = kafka.admin()
    await admin.connect()
    const bookmark = () => admin.fetchOffsets({ groupId: 'team', topics: ['orders-1'] })
    await until('the bookmark', async () => (await bookmark())[0]?.partitions[0]?.offset === '2')
    await first.kill()

    const second = await startBrokerProcess(data, first.port)
    expect(second.port).toBe(first.port)
    // The same clients go on: what was sent during the closure arrives, nothing comes twice.
    await producer.send({ topic: 'orders-1', messages: [{ value: 'c' }] })
    await until('the third letter', () => before.seen.length === 3, 15_000)
    expect(before.seen.map(({ value, offset }) => [value, offset])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ])
    await before.consumer.disconnect()
    await producer.disconnect()
    await admin.disconnect()
  })
})
