// Starting and stopping: the folder, its lock, what is kept, what is left behind.
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Partitioners } from 'kafkajs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FolderInUseError, startBroker } from '../../src/broker/index.js'
import { fetch } from '../../src/broker/messages/fetch.js'
import { initProducerId } from '../../src/broker/messages/init-producer-id.js'
import { offsetCommit } from '../../src/broker/messages/offset-commit.js'
import { offsetFetch } from '../../src/broker/messages/offset-fetch.js'
import { startBrokerProcess } from './broker-process.js'
import { brokerForTest, kafkaFor, temporaryFolder, until } from './support.js'
import { Member } from './wire/member.js'
import { newTopic } from './wire/target.js'
import { Wire } from './wire/wire.js'

describe('startBroker', () => {
  it('needs nothing: a free port of this machine, a temporary folder that goes with it', async () => {
    const folders = () => fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('guichet-broker-'))
    const before = folders()
    const broker = await startBroker()
    expect(broker).toMatchObject({ host: '127.0.0.1', brokers: [`127.0.0.1:${broker.port}`] })
    const [added] = folders().filter((name) => !before.includes(name))
    expect(added).toBeDefined()
    await broker.stop()
    await broker.stop()
    expect(folders()).not.toContain(added)
  })

  it('tells clients to come to the name it is told to advertise', async () => {
    const broker = await brokerForTest({ host: '0.0.0.0', advertise: 'localhost' })
    expect(broker.brokers).toEqual([`localhost:${broker.port}`])
    const admin = kafkaFor([`127.0.0.1:${broker.port}`]).admin()
    await admin.connect()
    expect((await admin.describeCluster()).brokers).toEqual([{ nodeId: 1, host: 'localhost', port: broker.port }])
    await admin.disconnect()
  })

  it('rejects with the system’s error on a port taken, and leaves the folder free', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await until('the port is taken', () => other.listening)
    const { port } = other.address() as { port: number }
    const data = temporaryFolder()
    await expect(startBroker({ port, data })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await (await startBroker({ data })).stop()
  })

  it('refuses a folder whose list of topics is damaged, and names the file', async () => {
    const data = temporaryFolder()
    fs.writeFileSync(path.join(data, 'cluster.json'), '{"clusterId": 3')
    await expect(startBroker({ data })).rejects.toThrow(/cluster\.json is damaged/)
    expect(fs.readFileSync(path.join(data, 'cluster.json'), 'utf8')).toBe('{"clusterId": 3')
  })
})

describe('the data folder', () => {
  it('serves one broker at a time, in one process or two', async () => {
    const data = temporaryFolder()
    const first = await brokerForTest({ data })
    await expect(startBroker({ data })).rejects.toBeInstanceOf(FolderInUseError)
    await expect(startBrokerProcess(data)).rejects.toThrow(/in use by another broker \(process \d+\)/)
    await first.stop()
    await (await startBroker({ data })).stop()
  })

  it('is free again after a kill -9 of its broker', async () => {
    const data = temporaryFolder()
    const first = await startBrokerProcess(data)
    await expect(startBroker({ data })).rejects.toThrow(`process ${first.pid}`)
    await first.kill()
    expect(fs.existsSync(path.join(data, '.lock'))).toBe(true)
    await (await startBroker({ data })).stop()
  })

  it('is not taken for used because of a lock half written, or of another program on its holder’s port', async () => {
    const data = temporaryFolder()
    const lock = path.join(data, '.lock')
    fs.writeFileSync(lock, '{"pid":')
    await (await startBroker({ data })).stop()

    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request, and some more to be sure\r\n'))
    onTestFinished(() => void other.close())
    other.listen(0, '127.0.0.1')
    await until('it listens', () => other.listening)
    const { port } = other.address() as { port: number }
    fs.writeFileSync(lock, JSON.stringify({ pid: process.pid, port, token: 'a-token-nobody-answers' }))
    await (await startBroker({ data })).stop()
  })

  it('of ten brokers started at once, lets one in', async () => {
    const data = temporaryFolder()
    const stale = await startBrokerProcess(data)
    await stale.kill()
    const started = await Promise.allSettled(Array.from({ length: 10 }, () => startBroker({ data })))
    const winners = started.filter(({ status }) => status === 'fulfilled')
    expect(winners).toHaveLength(1)
    for (const result of started) {
      if (result.status === 'fulfilled') await result.value.stop()
      else expect(result.reason).toBeInstanceOf(FolderInUseError)
    }
  })
})

describe('stopping', () => {
  it.skipIf(process.platform !== 'linux')('closes every file of the folder', async () => {
    const data = temporaryFolder()
    const open = () => {
      const names = fs.readdirSync('/proc/self/fd').map((fd) => {
        try {
          return fs.readlinkSync(`/proc/self/fd/${fd}`)
        } catch {
          return '' // the one that listed them
        }
      })
      return names.filter((name) => name.startsWith(data))
    }
    const broker = await startBroker({ data })
    await newTopic(await Wire.to(broker.brokers[0]!), { numPartitions: 3 })
    expect(open().length).toBeGreaterThanOrEqual(4)
    await broker.stop()
    expect(open()).toEqual([])
  })

  it('ends the wait of those who wait', async () => {
    const broker = await startBroker()
    const wire = await Wire.to(broker.brokers[0]!)
    const topic = await newTopic(wire)
    const partitions = [{ partitionIndex: 0, fetchOffset: 0, partitionMaxBytes: 1000 }]
    const wanted = { replicaId: -1, maxWaitMs: 60_000, minBytes: 1, maxBytes: 1000, isolationLevel: 0 }
    const waiting = wire.send(fetch, 4, { ...wanted, topics: [{ name: topic, partitions }] })
    const ended = expect(waiting).rejects.toThrow('closed by the broker')
    const started = Date.now()
    await broker.stop()
    await ended
    expect(Date.now() - started).toBeLessThan(2000)
  })
})

describe('retention', () => {
  it('is enforced from time to time', async () => {
    const broker = await brokerForTest({ retentionCheckMs: 50 })
    const kafka = kafkaFor(broker.brokers)
    const [admin, producer] = [kafka.admin(), kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })]
    await Promise.all([admin.connect(), producer.connect()])
    const configEntries = [{ name: 'retention.ms', value: '60000' }]
    await admin.createTopics({ topics: [{ topic: 'archive', configEntries }] })
    await producer.send({ topic: 'archive', messages: [{ value: 'old', timestamp: String(Date.now() - 120_000) }] })
    await until('it has gone', async () => (await admin.fetchTopicOffsets('archive'))[0]?.low === '1')
    await Promise.all([admin.disconnect(), producer.disconnect()])
  })
})

describe('what is kept over a restart', () => {
  async function restarted(data: string, stop: 'clean' | 'kill', work: (wire: Wire) => Promise<void>) {
    const first = await startBrokerProcess(data)
    await work(await Wire.to(first.brokers[0]!))
    if (stop === 'kill') await first.kill()
    else {
      first.process.kill('SIGTERM')
      await until('it has stopped', () => first.process.exitCode === 0)
    }
    const second = await startBrokerProcess(data)
    return Wire.to(second.brokers[0]!)
  }

  it.each(['clean', 'kill'] as const)('topics, offsets, groups and the producer ids given (%s)', async (stop) => {
    const data = temporaryFolder()
    let member: Member | undefined
    let before = -1
    const takeId = async (wire: Wire) => {
      return (await wire.send(initProducerId, 1, { transactionalId: null, transactionTimeoutMs: 1 })).producerId
    }
    const wire = await restarted(data, stop, async (wire) => {
      await newTopic(wire, { name: 'orders', numPartitions: 2, configs: [{ name: 'retention.ms', value: '12345' }] })
      member = new Member(wire, 'team')
      await member.join()
      await member.sync({ [member.id]: 'all' })
      expect(await member.commit('orders', 5)).toBe('NONE')
      before = await takeId(wire)
    })
    expect(await takeId(wire)).toBeGreaterThan(before)
    const answer = await wire.send(offsetFetch, 5, { groupId: 'team', topics: null })
    expect(answer.topics).toMatchObject([{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: 5 }] }])
    // The member goes on as if nothing had happened, as with Kafka.
    const same = Object.assign(new Member(wire, 'team'), { id: member!.id, generation: member!.generation })
    expect(await same.heartbeat()).toBe('NONE')
    expect(await same.commit('orders', 6)).toBe('NONE')
    expect(await same.sync()).toEqual({ error: 'NONE', assignment: 'all' })
  })

  it('not the letters of a topic deleted before one of the same name', async () => {
    const data = temporaryFolder()
    const first = await startBroker({ data })
    const kafka = kafkaFor(first.brokers)
    const [admin, producer] = [kafka.admin(), kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })]
    await Promise.all([admin.connect(), producer.connect()])
    await admin.createTopics({ topics: [{ topic: 'orders' }] })
    await producer.send({ topic: 'orders', messages: [{ value: 'old' }] })
    // As a crash leaves it between forgetting the topic and removing its folder.
    const saved = path.join(data, 'saved')
    fs.cpSync(path.join(data, 'orders-0'), saved, { recursive: true })
    await admin.deleteTopics({ topics: ['orders'] })
    expect(fs.existsSync(path.join(data, 'orders-0'))).toBe(false)
    fs.renameSync(saved, path.join(data, 'orders-0'))
    await admin.createTopics({ topics: [{ topic: 'orders' }] })
    expect(await admin.fetchTopicOffsets('orders')).toMatchObject([{ low: '0', high: '0' }])
    await Promise.all([admin.disconnect(), producer.disconnect()])
    await first.stop()
  })

  it('offsets up to the last whole line of a file cut anywhere, or with a bit flipped', async () => {
    const data = temporaryFolder()
    const commits = 5
    const first = await startBroker({ data })
    const wire = await Wire.to(first.brokers[0]!)
    await newTopic(wire, { name: 'orders' })
    const member = new Member(wire, 'sleepers')
    for (let i = 1; i <= commits; i++) expect(await member.commit('orders', i)).toBe('NONE')
    const file = path.join(data, 'groups.jsonl')
    const whole = fs.readFileSync(file)
    await first.stop()

    const kept = async (content: Buffer) => {
      fs.writeFileSync(file, content)
      const broker = await startBroker({ data })
      const wire = await Wire.to(broker.brokers[0]!)
      const topics = [{ name: 'orders', partitionIndexes: [0] }]
      const answer = await wire.send(offsetFetch, 5, { groupId: 'sleepers', topics })
      await broker.stop()
      return answer.topics[0]!.partitions[0]!.committedOffset
    }
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1
    expect(await kept(whole)).toBe(commits)
    for (let end = lastLine; end < whole.length - 1; end += 7) {
      expect(await kept(whole.subarray(0, end))).toBe(commits - 1)
      const flipped = Buffer.from(whole)
      flipped[end]! ^= 4
      expect(await kept(flipped)).toBe(commits - 1)
    }
  })

  it('offsets, in a file that is rewritten when it has grown', async () => {
    const data = temporaryFolder()
    const broker = await brokerForTest({ data })
    const wire = await Wire.to(broker.brokers[0]!)
    await newTopic(wire, { name: 'orders', numPartitions: 100 })
    const commitAll = (offset: number) => {
      const partitions = Array.from({ length: 100 }, (_, partitionIndex) => {
        return { partitionIndex, committedOffset: offset, committedMetadata: 'x'.repeat(100) }
      })
      const body = { groupId: 'busy', generationId: -1, memberId: '', topics: [{ name: 'orders', partitions }] }
      return wire.send(offsetCommit, 7, body)
    }
    const file = path.join(data, 'groups.jsonl')
    const sizes: number[] = []
    for (let i = 0; i < 150; i++) {
      await commitAll(i)
      sizes.push(fs.statSync(file).size)
    }
    const shrank = sizes.filter((size, i) => size < (sizes[i - 1] ?? 0))
    expect(shrank).toHaveLength(1)
    expect(Math.max(...sizes)).toBeLessThan(1.1 * (1 << 20))
    await broker.stop()
    const again = await brokerForTest({ data })
    const answer = await (await Wire.to(again.brokers[0]!)).send(offsetFetch, 5, { groupId: 'busy', topics: null })
    expect(answer.topics[0]!.partitions.map(({ committedOffset }) => committedOffset)).toEqual(new Array(100).fill(149))
  })
})
