// What the broker's tests share: a condition polled with a deadline, temporary folders, kafkajs without its noise.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Consumer, Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import { onTestFinished } from 'vitest'
import { type Broker, type BrokerOptions, startBroker } from '../../src/broker/index.js'

/** Resolves when the condition holds; rejects, naming it, when it does not within `ms`. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const deadline = Date.now() + ms
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Removed when the test ends. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guichet-test-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Stopped when the test ends. */
export async function brokerForTest(options: BrokerOptions = {}): Promise<Broker> {
  const broker = await startBroker(options)
  onTestFinished(() => broker.stop())
  return broker
}

export function kafkaFor(brokers: string[], config: Partial<KafkaConfig> = {}): Kafka {
  return new Kafka({ clientId: 'test', logLevel: logLevel.NOTHING, ...config, brokers })
}

interface Seen {
  partition: number
  offset: number
  key: string | undefined
  value: string | undefined
}

export interface Reading {
  consumer: Consumer
  /** In the order received. */
  seen: Seen[]
  /** As of the last GROUP_JOIN. */
  assignment: () => number[]
}

/** A member of a group that notes what it reads; it leaves when the test ends. */
export async function read(
  kafka: Kafka,
  groupId: string,
  topic: string,
  config: { sessionTimeout?: number; rebalanceTimeout?: number } = {},
): Promise<Reading> {
  const { sessionTimeout = 6000, rebalanceTimeout = 10_000 } = config
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout,
    rebalanceTimeout,
    heartbeatInterval: 300,
    maxWaitTimeInMs: 100,
  })
  const seen: Seen[] = []
  let assignment: number[] = []
  consumer.on('consumer.group_join', ({ payload }) => {
    assignment = [...(payload.memberAssignment[topic] ?? [])].sort()
  })
  onTestFinished(() => consumer.disconnect())
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ partition, message }) => {
      const { key, value, offset } = message
      seen.push({ partition, offset: Number(offset), key: key?.toString(), value: value?.toString() })
    },
  })
  return { consumer, seen, assignment: () => assignment }
}
