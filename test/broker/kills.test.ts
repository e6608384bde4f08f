// kill -9 at any moment, under load: nothing acknowledged is lost, moved or doubled, and no bookmark goes back.
import { expect, it } from 'vitest'
import { fetch } from '../../src/broker/messages/fetch.js'
import { offsetCommit } from '../../src/broker/messages/offset-commit.js'
import { offsetFetch } from '../../src/broker/messages/offset-fetch.js'
import { produce } from '../../src/broker/messages/produce.js'
import { type BrokerProcess, startBrokerProcess } from './broker-process.js'
import { makeBatch } from './log/batches.js'
import { temporaryFolder } from './support.js'
import { newTopic } from './wire/target.js'
import { Wire } from './wire/wire.js'

const KILLS = process.env.GUICHET_LONG ? 200 : 6
const PARTITIONS = 3
/** Record timestamps, by which a letter is known again without looking into its batch. */
const FIRST = 1_700_000_000_000

interface Receipts {
  /** By partition: the number of the letter acknowledged at each offset. */
  letters: Map<number, number>[]
  /** By partition: the last bookmark acknowledged. */
  bookmarks: number[]
}

let number = 0

/** Posts letters and moves bookmarks, one after the other in each partition, until the broker is killed. */
async function load(broker: BrokerProcess, receipts: Receipts): Promise<void> {
  const worker = async (partitionIndex: number) => {
    const wire = await Wire.to(broker.brokers[0]!)
    for (;;) {
      const letter = number++
      const records = makeBatch({ timestamp: FIRST + letter, values: ['x'.repeat((letter * 7919) % 20_000)] })
      const topics = [{ name: 'orders', partitions: [{ partitionIndex, records }] }]
      const posted = await wire.send(produce, 7, { transactionalId: null, acks: -1, timeoutMs: 1000, topics })
      const { errorCode, baseOffset } = posted.topics[0]!.partitions[0]!
      expect(errorCode).toBe(0)
      receipts.letters[partitionIndex]!.set(baseOffset, letter)

      const offsets = [{ partitionIndex, committedOffset: baseOffset, committedMetadata: null }]
      const commit = {
        groupId: 'team',
        generationId: -1,
        memberId: '',
        topics: [{ name: 'orders', partitions: offsets }],
      }
      const committed = await wire.send(offsetCommit, 2, commit)
      expect(committed.topics[0]!.partitions[0]!.errorCode).toBe(0)
      receipts.bookmarks[partitionIndex] = baseOffset
    }
  }
  await Promise.all(Array.from({ length: PARTITIONS }, (_, i) => worker(i))).catch((error) => {
    if (error.message !== 'closed by the broker' && error.code !== 'ECONNREFUSED') throw error
  })
}

/** The number of the letter at each offset, by its batch's first timestamp. */
async function readAll(wire: Wire, partitionIndex: number): Promise<Map<number, number>> {
  const found = new Map<number, number>()
  for (let next = 0; ; ) {
    const partitions = [{ partitionIndex, fetchOffset: next, partitionMaxBytes: 8 << 20 }]
    const wanted = { replicaId: -1, maxWaitMs: 0, minBytes: 1, maxBytes: 8 << 20, isolationLevel: 0 }
    const answer = await wire.send(fetch, 4, { ...wanted, topics: [{ name: 'orders', partitions }] })
    const { records } = answer.topics[0]!.partitions[0]!
    if (!records?.length) return found
    for (let at = 0; at < records.length; at += 12 + records.readInt32BE(at + 8)) {
      const offset = Number(records.readBigInt64BE(at))
      expect(offset).toBe(next)
      found.set(offset, Number(records.readBigInt64BE(at + 27)) - FIRST)
      next = offset + 1
    }
  }
}

it(`loses nothing over ${KILLS} kills`, { timeout: 1_200_000 }, async () => {
  const data = temporaryFolder()
  const receipts: Receipts = { letters: Array.from({ length: PARTITIONS }, () => new Map()), bookmarks: [] }
  let broker = await startBrokerProcess(data)
  await newTopic(await Wire.to(broker.brokers[0]!), { name: 'orders', numPartitions: PARTITIONS })

  for (let kill = 0; kill < KILLS; kill++) {
    const loading = load(broker, receipts)
    await new Promise((resolve) => setTimeout(resolve, 20 + ((kill * 37) % 150)))
    await broker.kill()
    await loading
    broker = await startBrokerProcess(data)
    const wire = await Wire.to(broker.brokers[0]!)
    const topics = [{ name: 'orders', partitionIndexes: Array.from({ length: PARTITIONS }, (_, i) => i) }]
    const { topics: kept } = await wire.send(offsetFetch, 1, { groupId: 'team', topics })
    for (const { partitionIndex, committedOffset } of kept[0]!.partitions) {
      expect(committedOffset).toBeGreaterThanOrEqual(receipts.bookmarks[partitionIndex] ?? -1)
    }
    wire.socket.destroy()
  }

  const wire = await Wire.to(broker.brokers[0]!)
  let acknowledged = 0
  for (const [partitionIndex, letters] of receipts.letters.entries()) {
    const found = await readAll(wire, partitionIndex)
    for (const [offset, letter] of letters) expect(found.get(offset)).toBe(letter)
    expect(new Set(found.values()).size).toBe(found.size)
    acknowledged += letters.size
  }
  expect(acknowledged).toBeGreaterThan(KILLS * 10)
  console.info(`${KILLS} kills, ${acknowledged} letters acknowledged, none lost`)
})
