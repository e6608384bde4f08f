// How kafkajs is set up: what of its logs is said, and how the two programs live through a closed office.
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { embeddedOffice } from '../../src/office/embedded.js'
import { type ClientLog, connection, drawerOfKey, numberOfKey } from '../../src/office/kafkajs.js'
import type { PostOffice } from '../../src/office/post-office.js'
import { endAll } from '../../src/programs/ending.js'
import { freePort } from '../../src/programs/port.js'
import { type ProgramLine, startProgram } from '../../src/programs/program.js'
import { until } from '../support/until.js'

describe('the number a key is turned into', () => {
  test('is murmur2 as Kafka’s Java client has it, its sign left out', () => {
    // Utils.toPositive(Utils.murmur2(key)) of kafka-clients 4.3.1.
    expect(['lara', 'nina', 'hugo', 'é'].map((key) => numberOfKey('orders', key))).toEqual([
      1220458869, 557697597, 1831007367, 186971271,
    ])
  })

  test.each([3, 4, 5, 6])('has the drawer as its remainder, out of %i drawers', (drawers) => {
    for (const key of ['lara', 'nina', 'omar', 'Nina', 'é'])
      expect(numberOfKey('orders', key) % drawers).toBe(drawerOfKey('orders', key, drawers))
  })
})

describe('kafkajs’s logs', () => {
  /** Plays log lines of kafkajs (namespace, level, message, error) and answers what came out. */
  function play(...lines: [string, number, string, string?][]) {
    const said: unknown[] = []
    const logs: ClientLog[] = []
    const config = connection({
      brokers: 'a:1, b:2',
      say: (event) => said.push(event),
      onLog: (log) => logs.push(log),
    })
    const write = config.logCreator!(2)
    for (const [namespace, level, message, error] of lines) {
      write({ namespace, level, label: '', log: { timestamp: '', logger: 'kafkajs', message, error } })
    }
    return { said, logs }
  }

  test('a closed office is said once, not line by line', () => {
    const { said, logs } = play(
      ['Connection', 1, 'Connection error: connect ECONNREFUSED 127.0.0.1:9092'],
      ['BrokerPool', 1, 'Failed to connect to seed broker, trying another broker from the list: Connection error: '],
      ['Consumer', 1, 'Crash: KafkaJSConnectionError: Connection error: connect ECONNREFUSED 127.0.0.1:9092'],
      ['Consumer', 1, 'Restarting the consumer in 300ms'],
    )
    expect(said).toEqual([{ event: 'waiting', broker: 'a:1,b:2' }])
    expect(logs).toEqual([])
  })

  test('the aftermath of a closed office is not said once it has reopened', () => {
    expect(play(['Producer', 1, 'Failed to send messages: Closed connection']).said).toEqual([])
  })

  test('the two ordinary lines are dropped', () => {
    const { said, logs } = play(
      ['Connection', 1, 'Response GroupCoordinator(key: 10, version: 2)', 'The group coordinator is not available'],
      ['', 2, 'KafkaJS v2.0.0 switched default partitioner. To retain the same…'],
    )
    expect({ said, logs }).toEqual({ said: [], logs: [] })
  })

  test('all the rest is told', () => {
    const { said, logs } = play(
      ['Connection', 1, 'Response Produce(key: 0, version: 7)', 'Not authorized to access topics'],
      ['Consumer', 1, 'Crash: KafkaJSNonRetriableError: Not authorized to access group'],
      ['ConsumerGroup', 2, 'Consumer group received unsubscribed topics'],
    )
    expect(said).toEqual([])
    expect(logs.map(({ level, message }) => [level, message.slice(0, 5)])).toEqual([
      ['error', 'Respo'],
      ['error', 'Crash'],
      ['warn', 'Consu'],
    ])
  })

  test('of Node’s warnings, only the one kafkajs provokes is dropped', async () => {
    const seen: string[] = []
    const listen = ({ name }: Error) => seen.push(name)
    process.on('warning', listen)
    process.emitWarning('-1795347674331 is a negative number.', 'TimeoutNegativeWarning')
    process.emitWarning('another', 'AnotherWarning')
    process.emitWarning('a third', { type: 'ThirdWarning' })
    await until(() => seen.length >= 2)
    process.off('warning', listen)
    expect(seen).toEqual(['AnotherWarning', 'ThirdWarning'])
  })

  test('addresses come as text or as a list', () => {
    expect(connection({ brokers: 'a:1, b:2' }).brokers).toEqual(['a:1', 'b:2'])
    expect(connection({ brokers: ['a:1'] }).brokers).toEqual(['a:1'])
  })
})

describe('the two programs', () => {
  let office: PostOffice
  beforeAll(async () => {
    office = embeddedOffice({ port: await freePort() })
    await office.open()
    await office.inspector.createTopic('orders', 1)
  })
  afterAll(async () => {
    await endAll()
    await office.dispose()
  })

  test.each(['close', 'crash'] as const)('come back soon after the office does (%s), and lose nothing', async (how) => {
    const flags = [`--broker=${office.brokers}`, '--json']
    // Those of a try that failed would share the work of this one.
    onTestFinished(async () => {
      await Promise.all([lara.kill(), tracker.kill()])
    })
    const lara = startProgram('producer', [...flags, '--interval=0.2'])
    const tracker = startProgram('tracker', flags)
    const count = (program: { events: ProgramLine[] }, event: string) =>
      program.events.filter((line) => line.event === event).length
    await until(() => count(tracker, 'read') > 2)

    await office[how]()
    await Promise.all([lara, tracker].map((program) => program.waitFor(({ event }) => event === 'waiting', 10_000)))
    const [delivered, read] = [count(lara, 'delivered'), count(tracker, 'read')]
    await office.open()
    await until(() => count(lara, 'delivered') > delivered && count(tracker, 'read') > read, 3000)

    expect((await lara.stop()).code).toBe(0)
    const [drawer] = await office.inspector.offsets('orders')
    await until(async () => (await office.inspector.bookmarks('order-tracker', 'orders'))[0]!.offset === drawer!.end)
    expect((await tracker.stop()).code).toBe(0)
    expect(lara.stderr + tracker.stderr).toBe('')
  })
})
