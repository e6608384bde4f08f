// A full disk: Kafka's storage error, the broker lives on, and service resumes when there is room again.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { fetch } from '../../src/broker/messages/fetch.js'
import { offsetFetch } from '../../src/broker/messages/offset-fetch.js'
import { produce } from '../../src/broker/messages/produce.js'
import { makeBatch, offsetsOf } from './log/batches.js'
import { brokerForTest, temporaryFolder } from './support.js'
import { errorName, Member } from './wire/member.js'
import { newTopic } from './wire/target.js'
import { Wire } from './wire/wire.js'

/** A file system of 4 MB, in memory; undefined where this user may not mount one. */
function smallDisk(): string | undefined {
  const folder = temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return folder
}

it('is answered with Kafka’s storage error until there is room again', async ({ skip }) => {
  const data = smallDisk()
  if (!data) return skip('mounting a small disk asks for root, on Linux')
  const ballast = path.join(data, 'ballast')
  fs.writeFileSync(ballast, Buffer.alloc(1 << 20))
  const broker = await brokerForTest({ data })
  const wire = await Wire.to(broker.brokers[0]!)
  await newTopic(wire, { name: 'orders' })
  const reader = new Member(wire, 'sleepers')
  expect(await reader.commit('orders', 1)).toBe('NONE')

  const post = async () => {
    const topics = [
      { name: 'orders', partitions: [{ partitionIndex: 0, records: makeBatch({ values: ['x'.repeat(50_000)] }) }] },
    ]
    const { topics: answers } = await wire.send(produce, 7, { transactionalId: null, acks: 1, timeoutMs: 1000, topics })
    const { errorCode, baseOffset } = answers[0]!.partitions[0]!
    return { error: errorName(errorCode), baseOffset }
  }
  let acknowledged = 0
  let answer = await post()
  for (; answer.error === 'NONE'; answer = await post()) expect(answer.baseOffset).toBe(acknowledged++)
  expect(answer.error).toBe('KAFKA_STORAGE_ERROR')
  expect(acknowledged).toBeGreaterThan(30)

  // Bookmarks, too, until the last byte is taken.
  let committed = 1
  let error = await reader.commit('orders', 2)
  for (; error === 'NONE'; error = await reader.commit('orders', committed + 1)) committed++
  expect(error).toBe('COORDINATOR_NOT_AVAILABLE')
  await expect(newTopic(wire, { name: 'more' })).rejects.toThrow(/not created/)

  const readable = async () => {
    const found: number[] = []
    for (;;) {
      const partitions = [{ partitionIndex: 0, fetchOffset: found.length, partitionMaxBytes: 1 << 20 }]
      const wanted = { replicaId: -1, maxWaitMs: 0, minBytes: 1, maxBytes: 1 << 20, isolationLevel: 0 }
      const { topics } = await wire.send(fetch, 4, { ...wanted, topics: [{ name: 'orders', partitions }] })
      const offsets = offsetsOf(topics[0]!.partitions[0]!.records!)
      if (offsets.length === 0) return found.length
      for (const [base] of offsets) found.push(base)
    }
  }
  expect(await readable()).toBe(acknowledged)

  fs.rmSync(ballast)
  expect(await post()).toEqual({ error: 'NONE', baseOffset: acknowledged })
  expect(await reader.commit('orders', 77)).toBe('NONE')
  await broker.stop()

  const again = await brokerForTest({ data })
  const after = await Wire.to(again.brokers[0]!)
  const { topics } = await after.send(offsetFetch, 2, { groupId: 'sleepers', topics: null })
  expect(topics[0]!.partitions[0]!.committedOffset).toBe(77)
})
