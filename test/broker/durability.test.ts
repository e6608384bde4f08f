// kill -9 as a real client lives it: kafkajs's idempotent producer sends on through the kills, asking again for what it
// does not know to be filed. Every letter is then in the log once, in order: none lost, none doubled.
import { expect, it, onTestFinished } from 'vitest'
import { startBrokerProcess } from './broker-process.js'
import { kafkaFor, read, temporaryFolder, until } from './support.js'

const KILLS = process.env.GUICHET_LONG ? 60 : 4
const LETTERS_A_SEND = 5

it(`keeps an idempotent producer's letters once each, in order, over ${KILLS} kills`, {
  timeout: 900_000,
}, async () => {
  const data = temporaryFolder()
  let broker = await startBrokerProcess(data)
  const { port, brokers } = broker
  const kafka = kafkaFor(brokers, { retry: { retries: 200, initialRetryTime: 30, maxRetryTime: 100 } })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 1 }] })
  await admin.disconnect()

  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  onTestFinished(() => producer.disconnect())
  await producer.connect()
  let sent = 0
  let done = false
  const sending = (async () => {
    while (!done) {
      const messages = Array.from({ length: LETTERS_A_SEND }, (_, i) => ({ value: String(sent + i), partition: 0 }))
      await producer.send({ topic: 'orders', acks: -1, messages })
      sent += LETTERS_A_SEND
    }
  })()

  for (let kill = 0; kill < KILLS; kill++) {
    const before = sent
    // Some way into the stream of sends, not always at the same point of one.
    await until('letters are acknowledged again', () => sent > before + LETTERS_A_SEND * (3 + (kill % 17)))
    await broker.kill()
    broker = await startBrokerProcess(data, port)
  }
  done = true
  await sending

  const { seen } = await read(kafka, 'auditors', 'orders')
  await until('all letters have been read', () => seen.length >= sent)
  expect(seen.map(({ value }) => Number(value))).toEqual(Array.from({ length: sent }, (_, i) => i))
  expect(seen.map(({ offset }) => offset)).toEqual(Array.from({ length: sent }, (_, i) => i))
  expect(sent).toBeGreaterThan(KILLS * LETTERS_A_SEND)
})
