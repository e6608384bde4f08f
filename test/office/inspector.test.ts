// What an inspector says of a broker: the same questions and answers on the embedded office and on Apache Kafka.
import kafkajs from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embeddedOffice } from '../../src/office/embedded.js'
import { existingOffice } from '../../src/office/existing.js'
import { client } from '../../src/office/kafkajs.js'
import type { PostOffice } from '../../src/office/post-office.js'
import { freePort, portHolder } from '../../src/programs/port.js'
import { type KafkaProcess, kafkaAvailable, startKafka } from '../support/kafka.js'
import { until } from '../support/until.js'
import { post, subscribe } from './support.js'

const { CompressionCodecs, CompressionTypes, Partitioners } = kafkajs
const VERSION = '4.3.1'

describe('on the embedded office', () => suite(async () => embeddedOffice({ port: await freePort() })))

describe.skipIf(!kafkaAvailable(VERSION))('on Apache Kafka', () => {
  let kafka: KafkaProcess
  // Its first answer comes late, and its group coordinator later still: the inspector has to wait for it.
  beforeAll(async () => {
    kafka = await startKafka(VERSION)
  })
  afterAll(() => kafka?.stop())
  suite(async () => existingOffice({ brokers: kafka.brokers, name: 'lara' }))

  test('its port is known to be taken by Kafka', async () => {
    expect(await portHolder(kafka.port)).toMatchObject({ kind: 'kafka' })
  })
})

function suite(makeOffice: () => Promise<PostOffice>): void {
  let office: PostOffice
  beforeAll(async () => {
    office = await makeOffice()
    await office.open()
  })
  afterAll(() => office?.dispose())

  test('a counter is there from its creation to its deletion', async () => {
    const { inspector } = office
    expect(await inspector.topicExists('counter')).toBe(false)
    await inspector.createTopic('counter', 3, { 'retention.ms': '60000' })
    expect(await inspector.topicExists('counter')).toBe(true)
    expect(await inspector.offsets('counter')).toEqual([0, 1, 2].map((partition) => ({ partition, start: 0, end: 0 })))
    expect(await inspector.config('counter')).toMatchObject({ 'retention.ms': '60000', 'cleanup.policy': 'delete' })
    await expect(inspector.createTopic('counter', 1)).rejects.toMatchObject({
      code: 'topic-exists',
      values: { name: 'counter' },
    })
    await inspector.deleteTopic('counter')
    expect(await inspector.topicExists('counter')).toBe(false)
    await inspector.deleteTopic('counter') // already gone: nothing to do
  })

  test('a bookmark is moved from outside the team, and refused while the team has a reader', async () => {
    const { inspector } = office
    await inspector.createTopic('moved', 1)
    await post(office, 'moved', [{ value: 'a' }, { value: 'b' }, { value: 'c' }])
    const bookmark = async () => (await inspector.bookmarks('movers', 'moved'))[0]?.offset
    const reader = await subscribe(office, 'movers', 'moved')
    await until(async () => (await bookmark()) === 3)
    await expect(inspector.moveBookmark('movers', 'moved', 0, 1)).rejects.toMatchObject({
      code: 'group-not-empty',
      values: { name: 'movers' },
    })
    expect(await bookmark()).toBe(3)
    await reader.stop()
    await inspector.moveBookmark('movers', 'moved', 0, 1)
    expect(await bookmark()).toBe(1)
    expect((await inspector.group('movers')).members).toEqual([])
    const next = await subscribe(office, 'movers', 'moved')
    await until(() => next.read.length === 2)
    await next.stop()
    expect(next.read).toEqual(['b', 'c'])
  })

  test('a deleted counter made again is new', async () => {
    const { inspector } = office
    await inspector.createTopic('again', 1)
    await post(office, 'again', [{ value: 'a' }])
    expect(await inspector.offsets('again')).toEqual([{ partition: 0, start: 0, end: 1 }])
    await inspector.deleteTopic('again')
    await inspector.createTopic('again', 2)
    expect(await inspector.offsets('again')).toEqual([0, 1].map((partition) => ({ partition, start: 0, end: 0 })))
  })

  test('asking about an unknown counter says so, and does not create it', async () => {
    const { inspector } = office
    const unknown = { code: 'topic-unknown', values: { name: 'nowhere' } }
    await expect(inspector.offsets('nowhere')).rejects.toMatchObject(unknown)
    await expect(inspector.letters('nowhere', 0, 0, 1)).rejects.toMatchObject(unknown)
    await expect(inspector.config('nowhere')).rejects.toMatchObject(unknown)
    expect(await inspector.topicExists('nowhere')).toBe(false)
  })

  test('a refusal that has no sentence of its own comes under Kafka’s name', async () => {
    await expect(office.inspector.createTopic('wrong', 1, { 'retention.ms': 'long' })).rejects.toMatchObject({
      code: 'office-refused',
      values: { name: 'wrong', reason: 'INVALID_CONFIG' },
    })
    await expect(office.inspector.createTopic('not a name!', 1)).rejects.toMatchObject({ code: 'topic-name-invalid' })
  })

  test('letters are read back whole, from any number to any other', async () => {
    const { inspector } = office
    await inspector.createTopic('letters', 2)
    const before = Date.now()
    const postings = [
      { partition: 1, key: 'lara', value: 'été' },
      { partition: 1, value: '' },
      { partition: 0, value: 'other drawer' },
      { partition: 1, value: 'x'.repeat(100_000), timestamp: '1700000000000' },
      { partition: 1, value: 'last' },
    ]
    expect(await post(office, 'letters', postings)).toEqual([0, 1, 0, 2, 3])
    const all = await inspector.letters('letters', 1, 0, 4)
    expect(all.map(({ offset, key, value }) => [offset, key, value.toString()])).toEqual([
      [0, 'lara', 'été'],
      [1, undefined, ''],
      [2, undefined, 'x'.repeat(100_000)],
      [3, undefined, 'last'],
    ])
    expect(all[0]!.timestamp).toBeGreaterThanOrEqual(before)
    expect(all[2]!.timestamp).toBe(1_700_000_000_000)
    expect(all.every(({ partition }) => partition === 1)).toBe(true)

    expect(await inspector.letters('letters', 1, 1, 3)).toEqual(all.slice(1, 3))
    expect(await inspector.letters('letters', 1, 3, 99)).toEqual(all.slice(3))
    expect(await inspector.letters('letters', 1, 4, 99)).toEqual([])
    expect(await inspector.letters('letters', 1, 2, 2)).toEqual([])
    expect((await inspector.letters('letters', 0, 0, 1)).map(({ value }) => String(value))).toEqual(['other drawer'])
  })

  test('letters that are no longer kept are left out, and the first number rises', async () => {
    const { inspector } = office
    await inspector.createTopic('archives', 1)
    await post(
      office,
      'archives',
      ['a', 'b', 'c', 'd'].map((value) => ({ value })),
    )
    await deleteUpTo(office, 'archives', 2)
    expect(await inspector.offsets('archives')).toEqual([{ partition: 0, start: 2, end: 4 }])
    const kept = await inspector.letters('archives', 0, 0, 4)
    expect(kept.map(({ offset, value }) => [offset, String(value)])).toEqual([
      [2, 'c'],
      [3, 'd'],
    ])
    expect(await inspector.letters('archives', 0, 0, 2)).toEqual([])
  })

  test('letters compressed in a way kafkajs cannot read are said to be so, at once', async () => {
    const { inspector } = office
    await inspector.createTopic('compressed', 1)
    await postAsSnappy(office, 'compressed', 'x')
    const asked = Date.now()
    await expect(inspector.letters('compressed', 0, 0, 1)).rejects.toMatchObject({
      code: 'letters-unreadable',
      values: { topic: office.fullName('compressed'), reason: expect.stringContaining('Snappy') },
    })
    expect(Date.now() - asked).toBeLessThan(3000)
    expect((await allGroups(office)).filter((name) => name.startsWith('guichet-inspecteur-'))).toEqual([])
  })

  test('reading letters back leaves no team behind', async () => {
    const { inspector } = office
    await inspector.createTopic('quiet', 1)
    await post(office, 'quiet', [{ value: 'a' }])
    await inspector.letters('quiet', 0, 0, 1)
    expect((await allGroups(office)).filter((name) => name.startsWith('guichet-inspecteur-'))).toEqual([])
  })

  test('a team, its members and its bookmarks are seen, before, during and after', async () => {
    const { inspector } = office
    await inspector.createTopic('team-orders', 2)
    const nobody = [0, 1].map((partition) => ({ partition, offset: undefined }))
    expect(await inspector.bookmarks('team', 'team-orders')).toEqual(nobody)
    expect(await inspector.group('team')).toEqual({ state: 'Dead', members: [] })
    expect(await inspector.groups()).not.toContain('team')

    await post(
      office,
      'team-orders',
      [0, 0, 0, 1].map((partition, index) => ({ partition, value: `${index}` })),
    )
    const first = await subscribe(office, 'team', 'team-orders', 'first')
    await until(() => first.read.length === 4)
    await until(async () => (await inspector.bookmarks('team', 'team-orders')).every(({ offset }) => offset))
    expect(await inspector.bookmarks('team', 'team-orders')).toEqual([
      { partition: 0, offset: 3 },
      { partition: 1, offset: 1 },
    ])
    const alone = await inspector.group('team')
    expect(alone).toMatchObject({ state: 'Stable', members: [{ clientId: 'first', partitions: [0, 1] }] })
    expect(await inspector.groups()).toContain('team')
    await expect(inspector.deleteGroup('team')).rejects.toMatchObject({ code: 'group-not-empty' })

    const second = await subscribe(office, 'team', 'team-orders', 'second')
    await until(async () => {
      const { state, members } = await inspector.group('team')
      return state === 'Stable' && members.length === 2 && members.every(({ partitions }) => partitions.length === 1)
    })
    await Promise.all([first.stop(), second.stop()])
    expect(await inspector.group('team')).toEqual({ state: 'Empty', members: [] })
    expect((await inspector.bookmarks('team', 'team-orders'))[0]).toEqual({ partition: 0, offset: 3 })

    await inspector.deleteGroup('team')
    expect(await inspector.groups()).not.toContain('team')
    expect(await inspector.bookmarks('team', 'team-orders')).toEqual(nobody)
    await inspector.deleteGroup('team') // already gone: nothing to do
  })

  test('questions asked at once, some of them refused, are each answered', async () => {
    const { inspector } = office
    await inspector.createTopic('busy', 1)
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => inspector.offsets(index % 4 === 3 ? `missing-${index}` : 'busy')),
    )
    expect(answers.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 4 === 3 ? 'rejected' : 'fulfilled')),
    )
  })
}

/** Posts a letter compressed with Snappy, a codec kafkajs has not. */
async function postAsSnappy(office: PostOffice, topic: string, value: string): Promise<void> {
  const original = CompressionCodecs[CompressionTypes.Snappy]
  CompressionCodecs[CompressionTypes.Snappy] = () => ({
    compress: async (encoder: { buffer: Buffer }) => snappyLiteral(encoder.buffer),
  })
  const producer = client({ brokers: office.brokers, onLog: () => {} }).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
  })
  await producer.connect()
  await producer.send({ topic: office.fullName(topic), compression: CompressionTypes.Snappy, messages: [{ value }] })
  await producer.disconnect()
  CompressionCodecs[CompressionTypes.Snappy] = original
}

/** The least Snappy there is (its format_description.txt): the length, then the bytes as one literal of up to 127. */
function snappyLiteral(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([bytes.length, 60 << 2, bytes.length - 1]), bytes])
}

async function deleteUpTo(office: PostOffice, topic: string, offset: number): Promise<void> {
  const admin = await connectedAdmin(office)
  await admin.fetchTopicOffsets(office.fullName(topic)) // else kafkajs does not know the topic
  await admin.deleteTopicRecords({
    topic: office.fullName(topic),
    partitions: [{ partition: 0, offset: String(offset) }],
  })
  await admin.disconnect()
}

/** Straight from kafkajs: also the names an inspector hides. */
async function allGroups(office: PostOffice): Promise<string[]> {
  const admin = await connectedAdmin(office)
  const { groups } = await admin.listGroups()
  await admin.disconnect()
  return groups.map(({ groupId }) => groupId)
}

async function connectedAdmin(office: PostOffice) {
  const admin = client({ brokers: office.brokers, onLog: () => {} }, { retry: { retries: 5 } }).admin()
  await admin.connect()
  return admin
}
