// What is offered, what is refused, and the table that says so.
import { describe, expect, it } from 'vitest'
import { fidelityTable } from '../../src/broker/index.js'
import { apiVersions } from '../../src/broker/messages/api-versions.js'
import { saslAuthenticate, saslHandshake } from '../../src/broker/messages/sasl.js'
import { addOffsetsToTxn, addPartitionsToTxn, endTxn, txnOffsetCommit } from '../../src/broker/messages/transactions.js'
import { brokerForTest } from './support.js'
import { errorName } from './wire/member.js'
import { Wire } from './wire/wire.js'

const connect = async () => Wire.to((await brokerForTest()).brokers[0]!)

describe('the fidelity table', () => {
  it('says what ApiVersions offers', async () => {
    const { apiKeys } = await (await connect()).send(apiVersions, 2, {})
    const offered = fidelityTable().filter(({ versions }) => versions)
    expect(apiKeys).toEqual(
      offered.map(({ key, versions }) => ({ key, minVersion: versions![0], maxVersion: versions![1] })),
    )
  })

  it('keeps to the versions without tagged fields, and each API to one row', () => {
    const first: Record<string, number> = {
      Produce: 9,
      Fetch: 12,
      ListOffsets: 6,
      Metadata: 9,
      OffsetCommit: 8,
      OffsetFetch: 6,
    }
    const rows = fidelityTable()
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    for (const { api, versions } of rows) if (versions && first[api]) expect(versions[1]).toBeLessThan(first[api])
  })
})

describe('refused with Kafka’s code, and not offered', () => {
  it('SASL', async () => {
    const wire = await connect()
    const refused = 'ILLEGAL_SASL_STATE'
    expect(errorName((await wire.send(saslHandshake, 1, { mechanism: 'PLAIN' })).errorCode)).toBe(refused)
    expect(errorName((await wire.send(saslAuthenticate, 1, { authBytes: Buffer.from('x') })).errorCode)).toBe(refused)
  })

  it('transactions', async () => {
    const wire = await connect()
    const producer = { transactionalId: 'tx', producerId: 1, producerEpoch: 0 }
    const refused = 'INVALID_PRODUCER_ID_MAPPING'
    const topics = [{ name: 'orders', partitions: [0, 1] }]
    const added = await wire.send(addPartitionsToTxn, 0, { ...producer, topics })
    expect(added.topics[0]!.partitions.map(({ errorCode }) => errorName(errorCode))).toEqual([refused, refused])
    expect(errorName((await wire.send(addOffsetsToTxn, 0, { ...producer, groupId: 'g' })).errorCode)).toBe(refused)
    expect(errorName((await wire.send(endTxn, 0, { ...producer, committed: true })).errorCode)).toBe(refused)
    const offsets = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: null }]
    const committed = await wire.send(txnOffsetCommit, 2, {
      ...producer,
      groupId: 'g',
      topics: [{ name: 'orders', partitions: offsets }],
    })
    expect(errorName(committed.topics[0]!.partitions[0]!.errorCode)).toBe(refused)
  })
})
