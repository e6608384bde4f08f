// What the broker remembers apart from letters and bookmarks: its cluster id, the producer ids handed out, the topics.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { writeFileAtomically } from './log/atomic-file.js'

export interface TopicRecord {
  name: string
  partitions: number
  configs: Record<string, string>
}

interface Content {
  clusterId: string
  /** The next producer id not yet set aside. */
  nextProducerId: number
  topics: TopicRecord[]
}

const FILE = 'cluster.json'

/** Small, and replaced whole at each change: a kill -9 leaves the old content or the new one. */
export class MetadataFile {
  readonly #file: string
  #content: Content

  /** Reads it, or starts a new one. Throws when it is there and unreadable: guessing would lose topics. */
  constructor(folder: string) {
    this.#file = path.join(folder, FILE)
    let text: string | undefined
    try {
      text = fs.readFileSync(this.#file, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    if (text === undefined) {
      // 16 bytes in URL-safe base64, as Kafka's own cluster ids.
      this.#content = { clusterId: randomBytes(16).toString('base64url'), nextProducerId: 0, topics: [] }
      this.#save(this.#content)
      return
    }
    try {
      this.#content = parse(text)
    } catch (error) {
      throw new Error(`${this.#file} is damaged: mend it, or set the folder aside`, { cause: error })
    }
  }

  get clusterId(): string {
    return this.#content.clusterId
  }

  get topics(): readonly TopicRecord[] {
    return this.#content.topics
  }

  /** Throws the system's error, and then nothing has changed. */
  saveTopics(topics: TopicRecord[]): void {
    this.#save({ ...this.#content, topics })
  }

  /** Sets `count` producer ids aside, never to be handed out again; returns the first. */
  reserveProducerIds(count: number): number {
    const first = this.#content.nextProducerId
    this.#save({ ...this.#content, nextProducerId: first + count })
    return first
  }

  #save(content: Content): void {
    writeFileAtomically(this.#file, `${JSON.stringify(content, undefined, 2)}\n`)
    this.#content = content
  }
}

function parse(text: string): Content {
  const { clusterId, nextProducerId, topics } = JSON.parse(text) as Content
  if (typeof clusterId !== 'string' || !Number.isSafeInteger(nextProducerId)) throw new TypeError('no cluster id')
  for (const topic of topics) {
    if (typeof topic.name !== 'string' || !Number.isSafeInteger(topic.partitions)) throw new TypeError('no topic name')
  }
  return { clusterId, nextProducerId, topics }
}
