// The tracker (destinataire): subscribes to the orders and prints each one it reads.
// Several of them in one group share the drawers. Try it alone: npm run destinataire
// The words: office = bureau, counter = guichet, drawer = casier, bookmark = marque-page, letter = lettre.
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Kafka, Partitioners } from 'kafkajs'
import { connection } from './office/kafkajs.js'
import { reporter } from './orders/events.js'
import { openLedger } from './orders/ledger.js'
import { decodeOrder } from './orders/order.js'

const { values: options } = parseArgs({
  options: {
    broker: { type: 'string', default: 'localhost:9092' },
    topic: { type: 'string', default: 'orders' },
    group: { type: 'string', default: 'order-tracker' },
    name: { type: 'string', default: 'tracker' },
    from: { type: 'string', default: 'earliest' }, // where to start without a bookmark
    delay: { type: 'string', default: '0' }, // seconds spent on each letter
    'commit-every': { type: 'string', default: '1' }, // letters read between two bookmarks
    unreadable: { type: 'string', default: 'say' }, // or insist, pause, dead-letter
    ledger: { type: 'string' }, // a file of orders treated: no order is treated twice
    json: { type: 'boolean', default: false },
  },
})
const { topic, group, name, unreadable } = options
const delay = Number(options.delay) * 1000
const ledger = openLedger(options.ledger)
const say = reporter(name, options.json)

// With these settings the client tries again for as long as it takes: see office/kafkajs.ts
const kafka = new Kafka(connection({ brokers: options.broker, clientId: name, say }))
const deadLetters = `${topic}-dead-letters`
// Posts unreadable letters to the dead letters; without --unreadable=dead-letter it never connects.
const copier = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
const consumer = kafka.consumer({
  groupId: group,
  sessionTimeout: 6000, // the shortest Kafka accepts by default
  heartbeatInterval: 500,
  maxWaitTimeInMs: 500, // an idle consumer answers Ctrl-C within this time
  retry: { retries: Number.MAX_SAFE_INTEGER, maxRetryTime: 2000 }, // by default: six tries, then it leaves and returns
})

consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
  say({
    event: 'joined',
    group,
    partitions: payload.memberAssignment[topic] ?? [],
  })
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    // A closed office cannot take our leave: after two seconds, go without it.
    setTimeout(() => process.exit(1), 2000).unref()
    await Promise.all([consumer.disconnect(), copier.disconnect()]) // leaves the group, so that its drawers pass on at once
    say({ event: 'stopped' })
    process.exit(0)
  })
}

await consumer.connect()
await consumer.subscribe({
  topics: [topic],
  fromBeginning: options.from === 'earliest',
})
await consumer.run({
  autoCommitThreshold: Number(options['commit-every']), // after how many letters the bookmark moves
  eachMessage: async ({ partition, message, pause, heartbeat }) => {
    await sleep(delay)
    const offset = Number(message.offset)
    const order = decodeOrder(message.value)
    if (order) {
      if (ledger.has(order.order_id))
        return say({ event: 'duplicate', partition, offset, order })
      ledger.add(order.order_id)
      const key = message.key?.toString() // the sorting code on the letter
      return say({ event: 'read', partition, offset, order, key })
    }
    say({ event: 'unreadable', partition, offset, text: String(message.value) })
    if (unreadable === 'dead-letter') {
      await copier.connect()
      await copier.send({ topic: deadLetters, messages: [message] })
      say({ event: 'dead-letter', partition, offset, topic: deadLetters })
    } else if (unreadable !== 'say') {
      if (unreadable === 'pause') pause() // the others go on
      await heartbeat() // stuck, but alive: it keeps its place in the group
      throw new Error('unreadable letter') // kafkajs tries it again and again
    }
  },
})
