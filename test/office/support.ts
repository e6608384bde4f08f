// Shared by the tests of office/: letters posted and read with kafkajs.
import { type Consumer, Partitioners } from 'kafkajs'
import { client } from '../../src/office/kafkajs.js'
import type { PostOffice } from '../../src/office/post-office.js'

export interface Posting {
  key?: string
  value: string
  partition?: number
  timestamp?: string
}

/** Posts letters to a counter, known by its short name; answers their offsets. */
export async function post(office: PostOffice, topic: string, messages: Posting[]): Promise<number[]> {
  const kafka = client({ brokers: office.brokers, onLog: () => {} })
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  const offsets: number[] = []
  for (const message of messages) {
    const [receipt] = await producer.send({ topic: office.fullName(topic), messages: [message] })
    offsets.push(Number(receipt!.baseOffset))
  }
  await producer.disconnect()
  return offsets
}

/** A team's member that reads and moves the bookmark after each letter; `read` grows as it reads. */
export async function subscribe(office: PostOffice, group: string, topic: string, clientId = 'reader') {
  const kafka = client({ brokers: office.brokers, clientId, onLog: () => {} })
  const consumer: Consumer = kafka.consumer({
    groupId: office.fullName(group),
    sessionTimeout: 6000,
    heartbeatInterval: 500,
    maxWaitTimeInMs: 200,
  })
  const read: string[] = []
  await consumer.connect()
  await consumer.subscribe({ topics: [office.fullName(topic)], fromBeginning: true })
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ message }) => void read.push(String(message.value)),
  })
  return { read, stop: () => consumer.disconnect() }
}
