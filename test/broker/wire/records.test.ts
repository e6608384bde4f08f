// Producing, fetching, listing and deleting, code by code, as Apache Kafka answers.
import { describe, expect, it } from 'vitest'
import { deleteRecords } from '../../../src/broker/messages/delete-records.js'
import { deleteTopics } from '../../../src/broker/messages/delete-topics.js'
import { fetch } from '../../../src/broker/messages/fetch.js'
import { findCoordinator } from '../../../src/broker/messages/find-coordinator.js'
import { incrementalAlterConfigs } from '../../../src/broker/messages/incremental-alter-configs.js'
import { initProducerId } from '../../../src/broker/messages/init-producer-id.js'
import { listOffsets } from '../../../src/broker/messages/list-offsets.js'
import { produce } from '../../../src/broker/messages/produce.js'
import { makeBatch, offsetsOf } from '../log/batches.js'
import { until } from '../support.js'
import { errorName } from './member.js'
import { embeddedOnly, newTopic, onApacheKafka, onKafka3, target, unique } from './target.js'
import type { Asked, Wire } from './wire.js'

async function setUp(configs: Record<string, string> = {}) {
  const connect = await target()
  const wire = await connect()
  const entries = Object.entries(configs).map(([name, value]) => ({ name, value }))
  return { connect, wire, topic: await newTopic(wire, { configs: entries }) }
}

async function post(wire: Wire, name: string, records: Buffer | null, { partitionIndex = 0, acks = 1 } = {}) {
  const topics = [{ name, partitions: [{ partitionIndex, records }] }]
  const answer = await wire.send(produce, 8, { transactionalId: null, acks, timeoutMs: 5000, topics })
  const { errorCode, baseOffset, logAppendTimeMs, logStartOffset } = answer.topics[0]!.partitions[0]!
  return { error: errorName(errorCode), baseOffset, logAppendTimeMs, logStartOffset }
}

type Fetched = Partial<Asked<typeof fetch>> & { partitionMaxBytes?: number; currentLeaderEpoch?: number }

async function take(wire: Wire, name: string, fetchOffset: number, wanted: Fetched = {}) {
  const { partitionMaxBytes = 1 << 20, currentLeaderEpoch = -1, ...request } = wanted
  const answer = await wire.send(fetch, 11, {
    replicaId: -1,
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 1 << 20,
    isolationLevel: 0,
    topics: [{ name, partitions: [{ partitionIndex: 0, currentLeaderEpoch, fetchOffset, partitionMaxBytes }] }],
    ...request,
  })
  const partition = answer.topics[0]?.partitions[0]
  return {
    top: errorName(answer.errorCode),
    error: errorName(partition?.errorCode ?? 0),
    highWatermark: partition?.highWatermark,
    logStartOffset: partition?.logStartOffset,
    offsets: offsetsOf(partition?.records ?? Buffer.alloc(0)),
  }
}

async function list(wire: Wire, name: string, timestamp: number, currentLeaderEpoch = -1) {
  const partitions = [{ partitionIndex: 0, currentLeaderEpoch, timestamp }]
  const answer = await wire.send(listOffsets, 5, { replicaId: -1, topics: [{ name, partitions }] })
  const { errorCode, offset, timestamp: at, leaderEpoch } = answer.topics[0]!.partitions[0]!
  return { error: errorName(errorCode), offset, timestamp: at, leaderEpoch }
}

describe('producing', () => {
  it('answers the offset of the first letter', async () => {
    const { wire, topic } = await setUp()
    const answer = { error: 'NONE', logAppendTimeMs: -1, logStartOffset: 0 }
    expect(await post(wire, topic, makeBatch({ values: ['a', 'b'] }))).toEqual({ ...answer, baseOffset: 0 })
    expect(await post(wire, topic, makeBatch(), { acks: -1 })).toEqual({ ...answer, baseOffset: 2 })
  })

  it('answers the time of filing where that is the topic’s', async () => {
    const { wire, topic } = await setUp({ 'message.timestamp.type': 'LogAppendTime' })
    const before = Date.now()
    const { logAppendTimeMs } = await post(wire, topic, makeBatch())
    expect(logAppendTimeMs).toBeGreaterThanOrEqual(before)
    expect((await list(wire, topic, before)).timestamp).toBe(logAppendTimeMs)
  })

  it('refuses what it cannot file', async () => {
    const { wire, topic } = await setUp({ 'max.message.bytes': '1000' })
    const corrupt = makeBatch()
    corrupt[corrupt.length - 1]! ^= 1
    const codes: Record<string, unknown> = {}
    const note = async (what: string, answer: Promise<{ error: unknown }>) => {
      codes[what] = (await answer).error
    }
    await note('absent topic', post(wire, unique('none'), makeBatch()))
    await note('absent partition', post(wire, topic, makeBatch(), { partitionIndex: 1 }))
    await note('negative partition', post(wire, topic, makeBatch(), { partitionIndex: -1 }))
    await note('acks 2', post(wire, topic, makeBatch(), { acks: 2 }))
    await note('wrong checksum', post(wire, topic, corrupt))
    await note('too large', post(wire, topic, makeBatch({ values: ['x'.repeat(2000)] })))
    await note('transactional', post(wire, topic, makeBatch({ attributes: 0x10, producerId: 1 })))
    await note('an hour and a minute ahead', post(wire, topic, makeBatch({ timestamp: Date.now() + 3_660_000 })))
    await note('two batches', post(wire, topic, Buffer.concat([makeBatch(), makeBatch()])))
    await note('no record', post(wire, topic, Buffer.alloc(0)))
    expect(codes).toEqual({
      'absent topic': 'UNKNOWN_TOPIC_OR_PARTITION',
      'absent partition': 'UNKNOWN_TOPIC_OR_PARTITION',
      'negative partition': 'UNKNOWN_TOPIC_OR_PARTITION',
      'acks 2': 'INVALID_REQUIRED_ACKS',
      'wrong checksum': 'CORRUPT_MESSAGE',
      'too large': 'MESSAGE_TOO_LARGE',
      transactional: 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
      'an hour and a minute ahead': onKafka3 ? 'NONE' : 'INVALID_TIMESTAMP',
      'two batches': 'INVALID_RECORD',
      'no record': 'INVALID_RECORD',
    })
    expect(await list(wire, topic, -1)).toMatchObject({ offset: onKafka3 ? 1 : 0 })
  })

  it('goes by a new config at once', async () => {
    const { wire, topic } = await setUp()
    const batch = () => makeBatch({ values: ['x'.repeat(2000)] })
    expect((await post(wire, topic, batch())).error).toBe('NONE')
    const configs = [{ name: 'max.message.bytes', configOperation: 0, value: '1000' }]
    const resources = [{ resourceType: 2, resourceName: topic, configs }]
    await wire.send(incrementalAlterConfigs, 0, { resources, validateOnly: false })
    await until('too large', async () => (await post(wire, topic, batch())).error === 'MESSAGE_TOO_LARGE')
  })

  it('hangs up on a failure nobody would be told of (acks 0)', async () => {
    const { wire } = await setUp()
    await expect(post(wire, unique('none'), makeBatch(), { acks: 0 })).rejects.toThrow('closed by the broker')
  })

  it('files an idempotent producer’s letters once, in order', async () => {
    const { wire, topic } = await setUp()
    const takeId = () => wire.send(initProducerId, 1, { transactionalId: null, transactionTimeoutMs: 60_000 })
    await until('producer ids', async () => (await takeId()).errorCode === 0)
    const { producerId, producerEpoch } = await takeId()
    expect(producerEpoch).toBe(0)
    const batch = (baseSequence: number, values = ['a', 'b']) => makeBatch({ producerId, baseSequence, values })
    expect(await post(wire, topic, batch(0))).toMatchObject({ error: 'NONE', baseOffset: 0 })
    expect(await post(wire, topic, batch(2))).toMatchObject({ error: 'NONE', baseOffset: 2 })
    expect(await post(wire, topic, batch(0))).toMatchObject({ error: 'NONE', baseOffset: 0 })
    expect(await post(wire, topic, batch(5))).toMatchObject({ error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
    expect(await list(wire, topic, -1)).toMatchObject({ offset: 4 })
    expect((await takeId()).producerId).not.toBe(producerId)
  })

  embeddedOnly('refuses transactions', async () => {
    const { wire, topic } = await setUp()
    const topics = [{ name: topic, partitions: [{ partitionIndex: 0, records: makeBatch() }] }]
    const answer = await wire.send(produce, 8, { transactionalId: 'tx', acks: -1, timeoutMs: 5000, topics })
    expect(errorName(answer.topics[0]!.partitions[0]!.errorCode)).toBe('INVALID_TXN_STATE')
    const id = await wire.send(initProducerId, 1, { transactionalId: 'tx', transactionTimeoutMs: 1 })
    expect(errorName(id.errorCode)).toBe('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
    const coordinator = await wire.send(findCoordinator, 2, { key: 'tx', keyType: 1 })
    expect(errorName(coordinator.errorCode)).toBe('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
  })
})

describe('fetching', () => {
  it('gives whole batches from the one that holds the offset', async () => {
    const { wire, topic } = await setUp()
    for (const values of [['a', 'b', 'c'], ['d'], ['e', 'f']]) await post(wire, topic, makeBatch({ values }))
    const fetched = { top: 'NONE', error: 'NONE', highWatermark: 6, logStartOffset: 0 }
    expect(await take(wire, topic, 1)).toEqual({
      ...fetched,
      offsets: [
        [0, 2],
        [3, 3],
        [4, 5],
      ],
    })
    expect(await take(wire, topic, 3)).toEqual({
      ...fetched,
      offsets: [
        [3, 3],
        [4, 5],
      ],
    })
    expect(await take(wire, topic, 6)).toEqual({ ...fetched, offsets: [] })
  })

  it('gives one batch at least, however small the limits', async () => {
    const { wire, topic } = await setUp()
    for (let i = 0; i < 2; i++) await post(wire, topic, makeBatch({ values: ['x'.repeat(500)] }))
    expect((await take(wire, topic, 0, { partitionMaxBytes: 1 })).offsets).toEqual([[0, 0]])
    expect((await take(wire, topic, 1, { maxBytes: 1 })).offsets).toEqual([[1, 1]])
    expect((await take(wire, topic, 0, { maxBytes: 0, partitionMaxBytes: 0 })).offsets).toEqual([[0, 0]])
  })

  it('refuses offsets it does not have, absent topics, and other epochs', async () => {
    const { wire, topic } = await setUp()
    await post(wire, topic, makeBatch())
    expect(await take(wire, topic, 2)).toMatchObject({ error: 'OFFSET_OUT_OF_RANGE', offsets: [] })
    expect(await take(wire, topic, -1)).toMatchObject({ error: 'OFFSET_OUT_OF_RANGE' })
    expect(await take(wire, unique('none'), 0)).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION' })
    expect(await take(wire, topic, 0, { currentLeaderEpoch: 1 })).toMatchObject({ error: 'UNKNOWN_LEADER_EPOCH' })
    expect(await take(wire, topic, 0, { currentLeaderEpoch: 0 })).toMatchObject({ error: 'NONE', offsets: [[0, 0]] })
  })

  it('knows no session it has not opened', async () => {
    const { wire, topic } = await setUp()
    const session = { sessionId: 1234, sessionEpoch: 1 }
    expect(await take(wire, topic, 0, session)).toMatchObject({ top: 'FETCH_SESSION_ID_NOT_FOUND' })
  })

  it('waits for a letter, and no longer than asked', async () => {
    const { wire, connect, topic } = await setUp()
    let started = Date.now()
    expect((await take(wire, topic, 0, { maxWaitMs: 300 })).offsets).toEqual([])
    expect(Date.now() - started).toBeGreaterThanOrEqual(295)

    const other = await connect()
    started = Date.now()
    const waiting = take(wire, topic, 0, { maxWaitMs: 20_000 })
    await post(other, topic, makeBatch())
    expect((await waiting).offsets).toEqual([[0, 0]])
    expect(Date.now() - started).toBeLessThan(5000)
  })

  it('waits for as many bytes as asked', async () => {
    const { wire, connect, topic } = await setUp()
    const other = await connect()
    const waiting = take(wire, topic, 0, { maxWaitMs: 20_000, minBytes: 2000 })
    const answered = waiting.then(() => true)
    for (let i = 0; i < 3; i++) {
      const pending = new Promise((resolve) => setTimeout(() => resolve(false), 50))
      expect(await Promise.race([answered, pending])).toBe(false)
      await post(other, topic, makeBatch({ values: ['x'.repeat(600)] }))
    }
    expect((await waiting).offsets).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ])
  })

  it('ends its wait when the topic goes', async () => {
    const { wire, connect, topic } = await setUp()
    const other = await connect()
    const started = Date.now()
    const waiting = take(wire, topic, 0, { maxWaitMs: 10_000 })
    await other.send(deleteTopics, 3, { topicNames: [topic], timeoutMs: 5000 })
    const { error } = await waiting
    // Apache Kafka may still answer as if the topic were there.
    expect(onApacheKafka || error === 'UNKNOWN_TOPIC_OR_PARTITION').toBe(true)
    expect(Date.now() - started).toBeLessThan(onApacheKafka ? 11_000 : 5000)
  })
})

describe('listing offsets', () => {
  it('first, last, and by time', async () => {
    const { wire, topic } = await setUp()
    for (const timestamp of [1000, 2000, 3000]) await post(wire, topic, makeBatch({ timestamp }))
    expect(await list(wire, topic, -2)).toEqual({ error: 'NONE', offset: 0, timestamp: -1, leaderEpoch: 0 })
    expect(await list(wire, topic, -1)).toEqual({ error: 'NONE', offset: 3, timestamp: -1, leaderEpoch: 0 })
    expect(await list(wire, topic, 1500)).toEqual({ error: 'NONE', offset: 1, timestamp: 2000, leaderEpoch: 0 })
    expect(await list(wire, topic, 2000)).toEqual({ error: 'NONE', offset: 1, timestamp: 2000, leaderEpoch: 0 })
    expect(await list(wire, topic, 3001)).toEqual({ error: 'NONE', offset: -1, timestamp: -1, leaderEpoch: -1 })
    expect(await list(wire, topic, 0)).toEqual({ error: 'NONE', offset: 0, timestamp: 1000, leaderEpoch: 0 })
  })

  it('of what is not there', async () => {
    const { wire, topic } = await setUp()
    expect(await list(wire, unique('none'), -1)).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION', offset: -1 })
    expect(await list(wire, topic, -1, 5)).toMatchObject({ error: 'UNKNOWN_LEADER_EPOCH', offset: -1 })
    expect(await list(wire, topic, -1)).toEqual({ error: 'NONE', offset: 0, timestamp: -1, leaderEpoch: 0 })
    expect(await list(wire, topic, 5)).toEqual({ error: 'NONE', offset: -1, timestamp: -1, leaderEpoch: -1 })
  })
})

describe('deleting records', () => {
  it('raises the first offset', async () => {
    const { wire, topic } = await setUp()
    for (let i = 0; i < 4; i++) await post(wire, topic, makeBatch())
    const remove = async (name: string, offset: number, partitionIndex = 0) => {
      const topics = [{ name, partitions: [{ partitionIndex, offset }] }]
      const answer = await wire.send(deleteRecords, 1, { topics, timeoutMs: 5000 })
      const { errorCode, lowWatermark } = answer.topics[0]!.partitions[0]!
      return [errorName(errorCode), lowWatermark]
    }
    expect(await remove(topic, 2)).toEqual(['NONE', 2])
    expect(await remove(topic, 1)).toEqual(['NONE', 2])
    expect(await list(wire, topic, -2)).toMatchObject({ offset: 2 })
    expect(await take(wire, topic, 1)).toMatchObject({ error: 'OFFSET_OUT_OF_RANGE' })
    expect(await take(wire, topic, 2)).toMatchObject({
      logStartOffset: 2,
      offsets: [
        [2, 2],
        [3, 3],
      ],
    })
    expect(await remove(topic, 5)).toEqual(['OFFSET_OUT_OF_RANGE', -1])
    expect(await remove(topic, -2)).toEqual(['OFFSET_OUT_OF_RANGE', -1])
    expect(await remove(topic, 0, 3)).toEqual(['UNKNOWN_TOPIC_OR_PARTITION', -1])
    expect(await remove(unique('none'), 0)).toEqual(['UNKNOWN_TOPIC_OR_PARTITION', -1])
    expect(await remove(topic, -1)).toEqual(['NONE', 4])
    expect(await take(wire, topic, 4)).toMatchObject({ error: 'NONE', offsets: [] })
  })
})
