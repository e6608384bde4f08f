// The producer (expéditeur): posts an order every two seconds and prints the delivery report
// the broker returned. Try it alone: npm run expediteur
// The words: office = bureau, counter = guichet, drawer = casier, letter = lettre, receipt = récépissé.
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Kafka, Partitioners } from 'kafkajs'
import { connection } from './office/kafkajs.js'
import { delivered, reporter } from './orders/events.js'
import { encodeOrder, makeOrder } from './orders/order.js'

const { values: options } = parseArgs({
  options: {
    broker: { type: 'string', default: 'localhost:9092' },
    topic: { type: 'string', default: 'orders' },
    name: { type: 'string', default: 'lara' },
    interval: { type: 'string', default: '2' }, // seconds between two letters
    count: { type: 'string', default: 'Infinity' },
    key: { type: 'string' }, // same key, same partition
    acks: { type: 'string', default: 'all' }, // or 1, or 0: no receipt
    letter: { type: 'string' }, // this text instead of an order
    weight: { type: 'string', default: '0' }, // bytes attached to each order
    json: { type: 'boolean', default: false },
  },
})
const { topic, name, key, letter } = options
const acks = options.acks === 'all' ? -1 : Number(options.acks)
const count = Number(options.count)
const interval = Number(options.interval) * 1000
const say = reporter(name, options.json)

// With these settings the client tries again for as long as it takes: see office/kafkajs.ts
const kafka = new Kafka(connection({ brokers: options.broker, clientId: name, say }))
// From key to partition: murmur2 of the key, as in lesson 7
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort()
    // A closed office never gives a receipt: after two seconds, leave without it.
    setTimeout(() => process.exit(1), 2000).unref()
  })
}

const connected = producer.connect() // a letter can be written before the office answers

for (let sent = 0; sent < count && !stop.signal.aborted; sent++) {
  const order = letter === undefined ? makeOrder(name) : undefined
  const value = order ? encodeOrder(order, Number(options.weight)) : letter!
  const timestamp = String(Date.now()) // when it was written, however long it waits
  say(order ? { event: 'posting', order, key } : { event: 'posting-text', text: value })
  try {
    await connected // waits once, for the first letter
    const [receipt] = await producer.send({
      topic,
      acks,
      messages: [{ key, value, timestamp }],
    })
    if (receipt) say(delivered(receipt, order))
    else say({ event: 'unacknowledged', order })
  } catch (error) {
    say({ event: 'failed', reason: (error as Error).message })
  }
  if (sent + 1 < count)
    await sleep(interval, undefined, { signal: stop.signal }).catch(() => {})
}

await producer.disconnect()
say({ event: 'stopped' })
