// Reads letters back from the broker, as any recipient would, through a team that exists for that long only.
import { randomUUID } from 'node:crypto'
import { rootOf } from './admin-line.js'
import type { Kafka } from './kafkajs.js'
import { type Letter, OfficeError } from './post-office.js'

/** How the names of the inspector's own teams begin. */
export const INSPECTOR_GROUP = 'guichet-inspecteur-'

const DEADLINE = 15_000

/** A name for a team that reads letters back; to be deleted after. */
export function inspectorGroup(): string {
  return `${INSPECTOR_GROUP}${randomUUID().slice(0, 13)}`
}

export interface Wanted {
  /** Full name. */
  topic: string
  partition: number
  /** Offsets [from, to), both between the first one kept and the end. */
  from: number
  to: number
}

/**
 * The letters of one drawer, read through this team; it is left empty and without a bookmark.
 * @throws OfficeError `letters-unreadable` {topic, reason} when the client cannot decode them, or not in time
 */
export async function readLetters(
  kafka: Kafka,
  group: string,
  { topic, partition, from, to }: Wanted,
): Promise<Letter[]> {
  const letters: Letter[] = []
  const consumer = kafka.consumer({
    groupId: group,
    allowAutoTopicCreation: false,
    readUncommitted: true,
    maxWaitTimeInMs: 50,
    retry: { retries: 10, initialRetryTime: 50, maxRetryTime: 500, restartOnFailure: async () => false },
  })
  const failed = (reason: string) => new OfficeError('letters-unreadable', { topic, reason })
  let timer: NodeJS.Timeout | undefined
  try {
    await consumer.connect()
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(failed('timeout')), DEADLINE)
      consumer.on(consumer.events.CRASH, ({ payload: { error } }) =>
        reject(rootOf(error).name === 'KafkaJSNotImplemented' ? failed(rootOf(error).message) : error),
      )
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        const others = (payload.memberAssignment[topic] ?? []).filter((id) => id !== partition)
        if (others.length > 0) consumer.pause([{ topic, partitions: others }])
      })
      const running = consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          if (batch.partition !== partition) return
          for (const { offset, timestamp, key, value } of batch.messages) {
            if (Number(offset) < from || Number(offset) >= to) continue
            letters.push({
              partition,
              offset: Number(offset),
              timestamp: Number(timestamp),
              key: key?.toString(),
              value: value ?? Buffer.alloc(0),
            })
          }
          if (Number(batch.lastOffset()) >= to - 1) resolve()
        },
      })
      // Noted before the team is formed, so that the first fetch starts there.
      consumer.seek({ topic, partition, offset: String(from) })
      running.catch(reject)
    })
  } finally {
    clearTimeout(timer)
    await consumer.disconnect().catch(() => {})
  }
  // A batch fetched before the seek took effect, then again, would count twice.
  const byOffset = new Map(letters.map((letter) => [letter.offset, letter]))
  return [...byOffset.values()].sort((a, b) => a.offset - b.offset)
}
