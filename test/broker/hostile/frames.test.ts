// Clients that lie, babble or stall: their connection alone suffers.
import { connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { apiVersions } from '../../../src/broker/messages/api-versions.js'
import { fetch } from '../../../src/broker/messages/fetch.js'
import { heartbeat } from '../../../src/broker/messages/heartbeat.js'
import { metadata } from '../../../src/broker/messages/metadata.js'
import { produce } from '../../../src/broker/messages/produce.js'
import { Reader } from '../../../src/broker/protocol/reader.js'
import { makeBatch } from '../log/batches.js'
import { brokerForTest, until } from '../support.js'
import { newTopic } from '../wire/target.js'
import { requestFrame, Wire } from '../wire/wire.js'

async function setUp() {
  const broker = await brokerForTest()
  const address = broker.brokers[0]!
  const witness = await Wire.to(address)
  const works = async () => (await witness.send(metadata, 8, { topics: [] })).brokers.length === 1
  return { broker, address, port: broker.port, witness, works }
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const framed = (...parts: Buffer[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([int32(body.length), body])
}

/** API key, version, correlation id 1, no client id. */
function header(key: number, version: number): Buffer {
  const bytes = Buffer.alloc(10)
  bytes.writeInt16BE(key, 0)
  bytes.writeInt16BE(version, 2)
  bytes.writeInt32BE(1, 4)
  bytes.writeInt16BE(-1, 8)
  return bytes
}

describe('what is not the protocol closes its connection, and no other', () => {
  it.each([
    ['a negative length', int32(-5)],
    ['a length over the limit', int32(2 ** 31 - 1)],
    ['a length shorter than a header', framed(Buffer.alloc(3))],
    ['a web browser', Buffer.from('GET / HTTP/1.1\r\nHost: localhost:9092\r\n\r\n')],
    ['a TLS client', Buffer.from([0x16, 3, 1, 0, 0xf4, 1, 0, 0, 0xf0, 3, 3, 1, 2, 3, 4, 5])],
    ['an unknown API', framed(header(9999, 0))],
    ['a negative API', framed(header(-1, 0))],
    ['an unknown version', framed(header(3, 99))],
    ['a negative version', framed(header(3, -1))],
    ['a version older than any we speak', framed(header(0, 0))],
    ['half a body', framed(header(12, 0), Buffer.from([0, 5, 65]))],
    ['an array longer than its frame', framed(header(3, 1), int32(1_000_000))],
    ['a string of negative length', framed(header(10, 0), Buffer.from([0xff, 0xf0]))],
  ])('%s', async (_what, bytes) => {
    const { address, works } = await setUp()
    const liar = await Wire.to(address)
    await expect(liar.raw(bytes)).rejects.toThrow('closed by the broker')
    expect(await works()).toBe(true)
  })

  it('but an unknown version of ApiVersions is answered in version 0, with the table (KIP-511)', async () => {
    const { address } = await setUp()
    const wire = await Wire.to(address)
    for (const version of [3, 4, 99]) {
      // From version 3 on, tagged fields follow, which are not to be read.
      const reader = new Reader(await wire.raw(framed(header(18, version), Buffer.from([0, 5, 107, 99, 2, 49, 0]))))
      expect(reader.int32()).toBe(1)
      const answer = apiVersions.response.read(reader, 0)
      expect(answer.errorCode).toBe(35)
      expect(answer.apiKeys).toContainEqual({ key: 18, minVersion: 0, maxVersion: 2 })
    }
    expect((await wire.send(apiVersions, 2, {})).errorCode).toBe(0)
  })

  it('what came before it on the connection is answered', async () => {
    const { address } = await setUp()
    const wire = await Wire.to(address)
    const answer = wire.raw(Buffer.concat([requestFrame(apiVersions, 0, {}), int32(-1)]))
    expect((await answer).readInt32BE(0)).toBe(1)
    await wire.closed
  })
})

describe('clients that stall', () => {
  it('answers a request that comes a byte at a time', async () => {
    const { port } = await setUp()
    const socket = await open(port)
    const frame = requestFrame(metadata, 8, { topics: [] }, 7)
    for (const byte of frame) {
      socket.write(Buffer.from([byte]))
      await new Promise((resolve) => setImmediate(resolve))
    }
    const [answer] = await once(socket, 'data')
    expect(answer.readInt32BE(4)).toBe(7)
  })

  it('serves others while a thousand connections do nothing, or hold half a frame', async () => {
    const { port, works } = await setUp()
    const idle = await Promise.all(Array.from({ length: 1000 }, () => open(port)))
    for (const [i, socket] of idle.entries()) if (i % 2 === 0) socket.write(int32(50_000_000))
    const started = Date.now()
    expect(await works()).toBe(true)
    expect(Date.now() - started).toBeLessThan(1000)
  })

  it('answers in order what is sent without waiting, also when one of them has to wait', async () => {
    const { address, witness } = await setUp()
    const topic = await newTopic(witness)
    const wire = await Wire.to(address)
    const partitions = [{ partitionIndex: 0, fetchOffset: 0, partitionMaxBytes: 1000 }]
    const wanted = { replicaId: -1, maxWaitMs: 200, minBytes: 1, maxBytes: 1000, isolationLevel: 0 }
    const order: string[] = []
    const note = (what: string) => () => void order.push(what)
    await Promise.all([
      wire.send(metadata, 8, { topics: [] }).then(note('metadata')),
      wire.send(fetch, 4, { ...wanted, topics: [{ name: topic, partitions }] }).then(note('fetch')),
      wire.send(heartbeat, 0, { groupId: 'g', generationId: 1, memberId: 'm' }).then(note('heartbeat')),
      wire.send(metadata, 8, { topics: [] }).then(note('metadata')),
    ])
    expect(order).toEqual(['metadata', 'fetch', 'heartbeat', 'metadata'])
  })

  it('stops reading from a client that does not read, and goes on when it does', async () => {
    const { port, witness, works } = await setUp()
    const topic = await newTopic(witness)
    for (let i = 0; i < 8; i++) {
      const topics = [
        { name: topic, partitions: [{ partitionIndex: 0, records: makeBatch({ values: [Buffer.alloc(900_000)] }) }] },
      ]
      await witness.send(produce, 8, { transactionalId: null, acks: 1, timeoutMs: 1000, topics })
    }
    const partitions = [{ partitionIndex: 0, fetchOffset: 0, partitionMaxBytes: 100 << 20 }]
    const frame = requestFrame(fetch, 4, {
      replicaId: -1,
      maxWaitMs: 0,
      minBytes: 1,
      maxBytes: 100 << 20,
      isolationLevel: 0,
      topics: [{ name: topic, partitions }],
    })
    const before = process.memoryUsage().rss
    const sockets = await Promise.all(Array.from({ length: 10 }, () => open(port)))
    const requests = 100
    for (const socket of sockets) {
      socket.pause()
      for (let i = 0; i < requests; i++) socket.write(frame)
    }
    // 7 GB are asked for; each connection may hold one answer.
    for (let i = 0; i < 20; i++) expect(await works()).toBe(true)
    expect(process.memoryUsage().rss - before).toBeLessThan(250 << 20)

    const [reader] = sockets
    let received = 0
    reader!.on('data', (chunk) => {
      received += chunk.length
    })
    reader!.resume()
    await until('all answers have come', () => received > requests * 8 * 900_000, 20_000)
  })

  it('forgets the fetch of a client that hangs up while it waits', async () => {
    const { address, witness } = await setUp()
    const topic = await newTopic(witness)
    const partitions = [{ partitionIndex: 0, fetchOffset: 0, partitionMaxBytes: 1000 }]
    const wanted = { replicaId: -1, maxWaitMs: 2 ** 31 - 1, minBytes: 1, maxBytes: 1000, isolationLevel: 0 }
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    const wires = await Promise.all(Array.from({ length: 20 }, () => Wire.to(address)))
    const answers = wires.map((wire) => wire.send(fetch, 4, { ...wanted, topics: [{ name: topic, partitions }] }))
    const settled = Promise.allSettled(answers)
    await until('they wait', () => timers() >= before + 20)
    for (const wire of wires) wire.socket.destroy()
    await settled
    await until('nothing waits any more', () => timers() <= before)
  })
})

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => resolve(socket))
    socket.once('error', reject)
    onTestFinished(() => void socket.destroy())
  })
}

function once(socket: Socket, event: 'data'): Promise<[Buffer]> {
  return new Promise((resolve) => socket.once(event, (chunk) => resolve([chunk])))
}
