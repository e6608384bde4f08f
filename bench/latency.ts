// End-to-end latency with kafkajs: letters sent one by one at a steady pace, and when each is read.

import { Kafka, logLevel, Partitioners } from 'kafkajs'

export interface Latency {
  /** Milliseconds. */
  p50: number
  p99: number
}

const WARM_UP_S = 2

/** Sends `perSecond` letters of 100 bytes for `seconds`, after a warm-up, and waits for the last to be read. */
export async function measureLatency(brokers: string, perSecond: number, seconds: number): Promise<Latency> {
  const kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING })
  const topic = `latency-${Date.now()}`
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true })
  await admin.disconnect()

  const total = (WARM_UP_S + seconds) * perSecond
  const ignored = WARM_UP_S * perSecond
  const delays: number[] = []
  const consumer = kafka.consumer({ groupId: topic, maxWaitTimeInMs: 500, minBytes: 1 })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  const allRead = new Promise<void>((resolve) => {
    let read = 0
    void consumer.run({
      eachMessage: async ({ message }) => {
        const delay = performance.now() - Number(message.value!.toString().trimEnd())
        if (read >= ignored) delays.push(delay)
        if (++read === total) resolve()
      },
    })
  })
  await new Promise((resolve) => consumer.on('consumer.group_join', resolve))

  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  const failures: unknown[] = []
  const startedAt = performance.now()
  let sent = 0
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond))
      for (; sent < due; sent++) {
        const value = String(performance.now()).padEnd(100)
        producer.send({ topic, messages: [{ value }] }).catch((error) => failures.push(error))
      }
      if (sent === total) {
        clearInterval(timer)
        resolve()
      }
    }, 1)
  })
  await allRead
  await consumer.disconnect()
  await producer.disconnect()
  if (failures.length > 0) throw failures[0]
  delays.sort((a, b) => a - b)
  return { p50: delays[Math.floor(delays.length * 0.5)]!, p99: delays[Math.floor(delays.length * 0.99)]! }
}
