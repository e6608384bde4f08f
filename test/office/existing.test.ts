// An existing cluster: joined if it is Kafka, used under names of our own, left as it was found.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { embeddedOffice } from '../../src/office/embedded.js'
import { existingOffice } from '../../src/office/existing.js'
import { createOffice } from '../../src/office/index.js'
import type { PostOffice } from '../../src/office/post-office.js'
import { endAll } from '../../src/programs/ending.js'
import { freePort } from '../../src/programs/port.js'
import { startProgram } from '../../src/programs/program.js'
import { until } from '../support/until.js'
import { post, subscribe } from './support.js'

const offices: PostOffice[] = []
const servers: Server[] = []
afterEach(async () => {
  // In reverse: those who joined leave before the cluster closes.
  for (const office of offices.splice(0).reverse()) await office.dispose()
  for (const server of servers.splice(0)) server.close()
})

/** A cluster of someone else's: an embedded office stands for it. */
async function startCluster(dataFolder?: string): Promise<PostOffice> {
  const cluster = embeddedOffice({ port: await freePort(), dataFolder })
  offices.push(cluster)
  await cluster.open()
  return cluster
}

function enter(brokers: string[], name = 'Renée D.'): PostOffice {
  const office = existingOffice({ brokers, name })
  offices.push(office)
  return office
}

test('names are prefixed on the cluster and short to the inspector', async () => {
  const cluster = await startCluster()
  await cluster.inspector.createTopic('orders', 5)
  const office = enter(cluster.brokers)
  await office.open()
  expect(office.fullName('orders')).toMatch(/^guichet-reneed-[a-z0-9]{4}-orders$/)
  expect(await office.inspector.topicExists('orders')).toBe(false)
  await office.inspector.createTopic('orders', 1)
  expect(await office.inspector.offsets('orders')).toHaveLength(1)
  expect(await cluster.inspector.topicExists(office.fullName('orders'))).toBe(true)
  expect(office.can).toEqual({ close: false, crash: false, files: false })
  for (const end of [office.close, office.crash]) {
    await expect(end()).rejects.toMatchObject({ code: 'office-not-ours', values: { address: cluster.brokers.join() } })
  }
})

test('two learners on one cluster do not meet', async () => {
  const cluster = await startCluster()
  const [one, two] = [enter(cluster.brokers, 'lara'), enter(cluster.brokers, 'lara')]
  await Promise.all([one.open(), two.open()])
  await one.inspector.createTopic('orders', 1)
  await post(one, 'orders', [{ value: 'a' }])
  const reader = await subscribe(one, 'team', 'orders')
  await until(() => reader.read.length === 1)
  expect(await one.inspector.groups()).toEqual(['team'])
  expect(await two.inspector.groups()).toEqual([])
  expect(await two.inspector.topicExists('orders')).toBe(false)
  await reader.stop()
})

test.each(['it is disposed of', 'the CLI ends'])(
  'when %s, what it created is deleted, and nothing else',
  async (ending) => {
    const folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
    const cluster = await startCluster(folder)
    const office = enter(cluster.brokers)
    await office.open()
    for (const place of [cluster, office]) {
      await place.inspector.createTopic('orders', 1)
      await post(place, 'orders', [{ value: 'a' }])
      const reader = await subscribe(place, 'team', 'orders')
      await until(() => reader.read.length === 1)
      await reader.stop()
    }
    if (ending === 'the CLI ends') {
      await endAll() // the cluster of this test ends too, after all that has to do with it: open it again to look
      await cluster.open()
    } else {
      await office.dispose()
    }
    expect(await cluster.inspector.topicExists('orders')).toBe(true)
    expect(await cluster.inspector.topicExists(office.fullName('orders'))).toBe(false)
    expect(await cluster.inspector.groups()).toEqual(['team'])
    await cluster.dispose()
    rmSync(folder, { recursive: true })
  },
)

test('a team whose reader was just killed is deleted too, once Kafka has noticed', async () => {
  const cluster = await startCluster()
  const office = enter(cluster.brokers)
  await office.open()
  await office.inspector.createTopic('orders', 1)
  const flags = [
    `--broker=${office.brokers}`,
    `--topic=${office.fullName('orders')}`,
    `--group=${office.fullName('team')}`,
  ]
  const tracker = startProgram('tracker', [...flags, '--json'])
  await tracker.waitFor(({ event }) => event === 'joined', 10_000)
  await tracker.kill()
  expect((await office.inspector.group('team')).members).toHaveLength(1)
  await office.dispose()
  expect(await cluster.inspector.groups()).toEqual([])
})

/** Something that is not Kafka. */
async function listen(answer: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume()
    if (answer) socket.end(answer)
    else socket.end()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as { port: number }).port}`
}

test('an address where nothing answers is said', async () => {
  const address = `127.0.0.1:${await freePort()}`
  const unreachable = { code: 'broker-unreachable', values: { address } }
  await expect(enter([address]).open()).rejects.toMatchObject(unreachable)
  const nowhere = 'nowhere.invalid:9092'
  const both = { ...unreachable, values: { address: `${address},${nowhere}` } }
  await expect(enter([address, nowhere]).open()).rejects.toMatchObject(both)
})

test('an address where something else than Kafka answers is said', async () => {
  for (const answer of ['', 'SSH-2.0-OpenSSH_9.9\r\n', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n']) {
    const address = await listen(answer)
    await expect(enter([address]).open()).rejects.toMatchObject({ code: 'not-kafka', values: { address } })
  }
})

test('one address that answers is enough', async () => {
  const cluster = await startCluster()
  const office = enter([`127.0.0.1:${await freePort()}`, ...cluster.brokers])
  await office.open()
  await office.inspector.createTopic('orders', 1)
  expect(await office.inspector.topicExists('orders')).toBe(true)
})

test.each(['localhost', 'localhost:', ':9092', 'localhost:0', 'localhost:99999', 'a b:9092'])(
  '« %s » is no address',
  async (address) => {
    await expect(enter([address]).open()).rejects.toMatchObject({ code: 'address-invalid', values: { address } })
  },
)

test('--bureau chooses the office', async () => {
  const existing = await createOffice('kafka.example:9092,other.example:9093')
  expect([existing.kind, existing.brokers]).toEqual(['existing', ['kafka.example:9092', 'other.example:9093']])
  for (const choice of [undefined, 'embarque', 'embedded']) {
    const office = await createOffice(choice)
    expect(office.kind).toBe('embedded')
    await office.dispose()
  }
  await expect(createOffice('poste')).rejects.toMatchObject({ code: 'office-unknown', values: { given: 'poste' } })
})
