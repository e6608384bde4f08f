// The embedded office: opened, closed, crashed, reopened; what it stored stays, what it started does not.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type EmbeddedOptions, embeddedOffice } from '../../src/office/embedded.js'
import { createInspector } from '../../src/office/inspector.js'
import type { PostOffice } from '../../src/office/post-office.js'
import { freePort, portHolder } from '../../src/programs/port.js'
import { bundleFixture } from '../support/bundle.js'
import { until } from '../support/until.js'
import { post, subscribe } from './support.js'

const offices: PostOffice[] = []
afterEach(async () => {
  await Promise.all(offices.splice(0).map((office) => office.dispose()))
})

async function makeOffice(options: Partial<EmbeddedOptions> = {}): Promise<PostOffice> {
  const office = embeddedOffice({ port: await freePort(), ...options })
  offices.push(office)
  return office
}

test.each(['close', 'crash'] as const)('letters and bookmarks are kept through a %s', async (how) => {
  const office = await makeOffice()
  await office.open()
  const { inspector, brokers } = office
  await inspector.createTopic('orders', 2)
  await post(office, 'orders', [
    { partition: 0, key: 'lara', value: 'a' },
    { partition: 0, value: 'b' },
    { partition: 1, value: 'c' },
  ])
  const reader = await subscribe(office, 'team', 'orders')
  await until(() => reader.read.length === 3)
  await reader.stop()
  await post(office, 'orders', [{ partition: 0, value: 'd' }])
  const letters = await inspector.letters('orders', 0, 0, 3)
  const evidence = async () => [await inspector.offsets('orders'), await inspector.bookmarks('team', 'orders')]
  const before = await evidence()

  await office[how]()
  await expect(inspector.offsets('orders')).rejects.toMatchObject({
    code: 'broker-unreachable',
    values: { address: brokers.join() },
  })
  await office.open()

  expect(office.brokers).toEqual(brokers)
  expect(await evidence()).toEqual(before)
  expect(await inspector.letters('orders', 0, 0, 3)).toEqual(letters)
  expect(before).toEqual([
    [
      { partition: 0, start: 0, end: 3 },
      { partition: 1, start: 0, end: 1 },
    ],
    [
      { partition: 0, offset: 2 },
      { partition: 1, offset: 1 },
    ],
  ])
})

test('a closed office answers nobody, and its inspector says so at once, then hears it again at once', async () => {
  const office = await makeOffice()
  await office.open()
  await office.inspector.createTopic('orders', 1)
  for (const how of ['close', 'crash'] as const) {
    await office[how]()
    const asked = Date.now()
    await expect(office.inspector.offsets('orders')).rejects.toMatchObject({ code: 'broker-unreachable' })
    expect(Date.now() - asked).toBeLessThan(500)
    await office.open()
    const reopened = Date.now()
    expect(await office.inspector.offsets('orders')).toEqual([{ partition: 0, start: 0, end: 0 }])
    expect(Date.now() - reopened).toBeLessThan(500)
  }
})

test('an inspector nobody tells of a crash, or of a counter that is gone, still answers', async () => {
  const office = await makeOffice()
  await office.open()
  await office.inspector.createTopic('orders', 1)
  await office.inspector.createTopic('passing', 1)
  const other = createInspector({ brokers: office.brokers })
  await other.offsets('passing')
  await office.inspector.deleteTopic('passing')
  expect(await other.groups()).toEqual([])
  await office.crash()
  await office.open()
  expect(await other.offsets('orders')).toEqual([{ partition: 0, start: 0, end: 0 }])
  await other.disconnect()
})

test('open and close may be repeated', async () => {
  const office = await makeOffice()
  await office.close()
  office.open()
  await office.open()
  expect(await office.inspector.groups()).toEqual([])
  await office.open()
  await office.close()
  await office.close()
  await office.crash()
  await office.open()
  expect(await office.inspector.groups()).toEqual([])
})

test('the log file of a drawer holds the letter as posted; an unknown drawer has none', async () => {
  const office = await makeOffice()
  await office.open()
  await office.inspector.createTopic('orders', 1)
  await post(office, 'orders', [{ value: 'xq#7!' }])
  const file = office.logFile('orders', 0)!
  expect(file).toMatch(/orders-0.00000000000000000000\.log$/)
  expect(readFileSync(file).includes('xq#7!')).toBe(true)
  expect(office.logFile('orders', 1)).toBeUndefined()
  expect(office.logFile('nowhere', 0)).toBeUndefined()
})

test('its temporary folder is private, and goes with it', async () => {
  const office = await makeOffice()
  await office.open()
  await office.inspector.createTopic('orders', 1)
  const folder = dirname(dirname(office.logFile('orders', 0)!))
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o077).toBe(0)
  await office.dispose()
  expect(existsSync(folder)).toBe(false)
  await office.dispose()
})

test('a folder it was given stays, and another office finds the letters in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  const first = await makeOffice({ dataFolder: folder })
  await first.open()
  await first.inspector.createTopic('orders', 1)
  await post(first, 'orders', [{ value: 'a' }])
  await first.dispose()
  const second = await makeOffice({ dataFolder: folder })
  await second.open()
  expect((await second.inspector.letters('orders', 0, 0, 1)).map(({ value }) => String(value))).toEqual(['a'])

  const third = await makeOffice({ dataFolder: folder })
  await expect(third.open()).rejects.toMatchObject({ code: 'folder-in-use', values: { folder } })
  await second.dispose()
  rmSync(folder, { recursive: true })
})

test('two offices at once do not meet; a third on the port of one is refused by the name of what holds it', async () => {
  const [one, two] = [await makeOffice(), await makeOffice()]
  await Promise.all([one.open(), two.open()])
  await one.inspector.createTopic('only-here', 1)
  expect(await two.inspector.topicExists('only-here')).toBe(false)

  const port = Number(one.brokers[0]!.split(':')[1])
  expect(await portHolder(port)).toMatchObject({ kind: 'kafka' })
  const third = await makeOffice({ port })
  await expect(third.open()).rejects.toMatchObject({ code: 'port-taken', values: { port, kind: 'kafka' } })
})

test('a broker that cannot start says why', async () => {
  const office = await makeOffice({ dataFolder: '/dev/null/folder' })
  await expect(office.open()).rejects.toMatchObject({
    code: 'office-failed',
    values: { reason: expect.stringContaining('/dev/null/folder') },
  })
})

test('at its first opening it goes elsewhere when its port was taken meanwhile, and stays there', async () => {
  const stranger = await makeOffice()
  await stranger.open()
  const wanted = Number(stranger.brokers[0]!.split(':')[1])
  const told: { port: number; kind: string }[] = []
  const office = await makeOffice({ port: wanted, onPortTaken: (port, { kind }) => told.push({ port, kind }) })
  await office.open()
  const [address] = office.brokers
  expect(address).not.toBe(stranger.brokers[0])
  expect(told).toEqual([{ port: Number(address!.split(':')[1]), kind: 'kafka' }])
  await office.inspector.createTopic('only-here', 1)
  expect(await stranger.inspector.topicExists('only-here')).toBe(false)
  await office.close()
  await office.open()
  expect(office.brokers).toEqual([address])
  expect(await office.inspector.topicExists('only-here')).toBe(true)
})

test('a stranger that answers in its place when it reopens is not believed', async () => {
  const { file, remove } = await bundleFixture('test/office/fixtures/absent-office.ts')
  try {
    const office = await makeOffice({ program: file })
    await office.open()
    await office.close()
    const port = Number(office.brokers[0]!.split(':')[1])
    const stranger = await makeOffice({ port })
    await stranger.open()
    await expect(office.open()).rejects.toMatchObject({ code: 'port-taken', values: { port, kind: 'kafka' } })
  } finally {
    remove()
  }
})
