// Real frames, bent: the broker lives on, and a well-behaved client works through, unharmed.
import fs from 'node:fs'
import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { routes } from '../../../src/broker/handlers/routes.js'
import { fetch } from '../../../src/broker/messages/fetch.js'
import { produce } from '../../../src/broker/messages/produce.js'
import type { Type } from '../../../src/broker/protocol/types.js'
import { startBrokerProcess } from '../broker-process.js'
import { makeBatch, offsetsOf } from '../log/batches.js'
import { arbitraryOf } from '../protocol/arbitrary.js'
import { temporaryFolder } from '../support.js'
import { newTopic, unique } from '../wire/target.js'
import { requestFrame, Wire } from '../wire/wire.js'

const FRAMES = process.env.GUICHET_LONG ? 1_000_000 : 4000
const PER_CONNECTION = 4
const CONNECTIONS = 24

/** One frame of each API and version, a few times; and what the course's programs really send. */
function realFrames(seed: number): Buffer[] {
  const invented = routes.flatMap(({ message }) => {
    const [first, last] = message.versions
    return Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((version) => {
      const request = message.request as Type<unknown, unknown>
      const bodies = fc.sample(arbitraryOf(request, version), { numRuns: 4, seed: seed + message.key })
      return bodies.map((body) => requestFrame({ ...message, request }, version, body as never))
    })
  })
  const records = makeBatch({ values: ['{"order_id":"7c10"}', 'x'.repeat(3000)] })
  const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, records }] }]
  const posted = requestFrame(produce, 7, { transactionalId: null, acks: -1, timeoutMs: 1000, topics })
  return [...invented, ...Array.from({ length: 20 }, () => posted)]
}

/** A small generator of its own (xorshift): reproducible by its seed, and fast. */
function randomizer(seed: number): (bound: number) => number {
  let state = seed | 1
  return (bound) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % bound
  }
}

function bend(frame: Buffer, random: (bound: number) => number): Buffer {
  const bent = Buffer.from(frame)
  for (let times = 1 + random(4); times > 0; times--) {
    // Often past the header, so that the API and its version stay true.
    const at = random(3) === 0 ? random(bent.length) : Math.min(bent.length - 1, 12 + random(bent.length))
    const how = random(4)
    if (how === 0) bent[at]! ^= 1 << random(8)
    else if (how === 1) bent[at] = [0, 1, 0x7f, 0x80, 0xfe, 0xff][random(6)]!
    else if (how === 2 && at + 4 <= bent.length) bent.writeInt32BE([-1, 0, 1, 2 ** 31 - 1, -(2 ** 31)][random(5)]!, at)
    else bent.copy(bent, at, random(bent.length))
  }
  const cut = random(8) === 0 ? bent.subarray(0, 4 + random(bent.length - 3)) : bent
  // Mostly an honest length, so that what follows is looked at.
  if (random(10) > 0) cut.writeInt32BE(cut.length - 4, 0)
  return cut
}

/** Writes, then hangs up when answered or hung up on, or after a moment. */
function throwAt(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const patience = setTimeout(() => socket.destroy(), 20)
    socket.on('error', () => {})
    socket.on('data', () => socket.destroy())
    socket.on('close', () => {
      clearTimeout(patience)
      resolve()
    })
    socket.write(bytes)
  })
}

it(`stands ${FRAMES} bent frames`, { timeout: 1_800_000 }, async () => {
  const seed = Number(process.env.GUICHET_SEED ?? Date.now() % 1_000_000)
  const random = randomizer(seed)
  const frames = realFrames(seed)
  const broker = await startBrokerProcess(temporaryFolder())
  const wire = await Wire.to(broker.brokers[0]!)
  const mine = await newTopic(wire, { name: unique('witness') })

  let left = FRAMES
  const thrower = async () => {
    while (left > 0) {
      left -= PER_CONNECTION
      const bent = Array.from({ length: PER_CONNECTION }, () => bend(frames[random(frames.length)]!, random))
      await throwAt(broker.port, Buffer.concat(bent))
    }
  }
  const throwers = Array.from({ length: CONNECTIONS }, thrower)
  let slowest = 0
  let letters = 0
  const witness = async () => {
    while (left > 0) {
      const started = Date.now()
      const records = makeBatch({ values: [String(letters)] })
      const topics = [{ name: mine, partitions: [{ partitionIndex: 0, records }] }]
      const posted = await wire.send(produce, 8, { transactionalId: null, acks: 1, timeoutMs: 1000, topics })
      expect(posted.topics[0]!.partitions[0]).toMatchObject({ errorCode: 0, baseOffset: letters })
      const partitions = [{ partitionIndex: 0, fetchOffset: letters, partitionMaxBytes: 10_000 }]
      const wanted = { replicaId: -1, maxWaitMs: 0, minBytes: 1, maxBytes: 10_000, isolationLevel: 0 }
      const read = await wire.send(fetch, 11, { ...wanted, topics: [{ name: mine, partitions }] })
      expect(offsetsOf(read.topics[0]!.partitions[0]!.records!)).toEqual([[letters, letters]])
      letters++
      slowest = Math.max(slowest, Date.now() - started)
    }
  }
  await Promise.all([...throwers, witness()]).catch((error) => {
    throw new Error(`seed ${seed}`, { cause: error })
  })
  expect(broker.process.exitCode).toBeNull()
  // What closes a connection is the protocol's error, not one of ours.
  expect(broker.surprises().slice(0, 2000)).toBe('')
  expect(letters).toBeGreaterThan(10)
  console.info(`seed ${seed}: the witness posted and read ${letters} letters, the slowest in ${slowest} ms`)
  if (process.platform === 'linux') {
    const status = fs.readFileSync(`/proc/${broker.pid}/status`, 'utf8')
    expect(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024).toBeLessThan(400)
  }
})
