// The topics of this broker: created, widened, configured and deleted here, in memory and on disk together.
import fs from 'node:fs'
import path from 'node:path'
import { MAX_PARTITIONS } from '../limits.js'
import { PartitionLog } from '../log/partition-log.js'
import type { MetadataFile } from '../metadata-file.js'
import { KafkaError } from '../protocol/errors.js'
import { checkTopicConfig, logConfig } from './configs.js'
import { metricName, topicNameFault } from './names.js'
import { Partition } from './partition.js'

export interface Topic {
  readonly name: string
  readonly partitions: readonly Partition[]
  /** Only those set: the others have their default. */
  readonly configs: ReadonlyMap<string, string>
}

export interface NewTopic {
  name: string
  partitions: number
  configs: ReadonlyMap<string, string>
}

export class Topics {
  readonly folder: string
  readonly #file: MetadataFile
  readonly #log: (line: string) => void
  readonly #topics = new Map<string, Topic>()
  /** Names by what may not be the same in two of them. */
  readonly #byMetric = new Map<string, string>()
  readonly #byFolder = new Map<string, string>()
  #partitionCount = 0

  /** Opens all the logs named in the file. */
  constructor(folder: string, file: MetadataFile, log: (line: string) => void) {
    this.folder = folder
    this.#file = file
    this.#log = log
    for (const { name, partitions, configs } of file.topics) {
      const set = new Map(Object.entries(configs))
      this.#hold({ name, partitions: this.#open(name, 0, partitions, set), configs: set })
    }
  }

  get(name: string): Topic | undefined {
    return this.#topics.get(name)
  }

  partition(name: string, index: number): Partition | undefined {
    return this.#topics.get(name)?.partitions[index]
  }

  /** In alphabetical order. */
  all(): Topic[] {
    return [...this.#topics.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** Throws KafkaError with the code Kafka gives when such a topic cannot be created. */
  check(name: string, partitions: number, configs: ReadonlyMap<string, string | null>): void {
    const fault = topicNameFault(name)
    if (fault) throw new KafkaError('INVALID_TOPIC_EXCEPTION', fault)
    if (this.#topics.has(name)) throw new KafkaError('TOPIC_ALREADY_EXISTS', `Topic '${name}' already exists.`)
    const twin = this.#twin(name)
    if (twin) throw new KafkaError('INVALID_TOPIC_EXCEPTION', `Topic '${name}' collides with existing topic: ${twin}`)
    if (partitions < 1) throw new KafkaError('INVALID_PARTITIONS', 'Number of partitions must be larger than 0.')
    this.#checkRoom(partitions)
    for (const [key, value] of configs) checkTopicConfig(key, value)
  }

  /** Creates those it can, kept on disk together. The error of each in order: as `check`, or KAFKA_STORAGE_ERROR. */
  create(wanted: readonly NewTopic[]): (KafkaError | undefined)[] {
    const made: Topic[] = []
    const errors = wanted.map(({ name, partitions, configs }) => {
      try {
        this.check(name, partitions, configs)
        const topic = { name, partitions: this.#openNew(name, 0, partitions, configs), configs }
        this.#hold(topic)
        made.push(topic)
        return undefined
      } catch (error) {
        if (error instanceof KafkaError) return error
        throw error
      }
    })
    try {
      if (made.length > 0) this.#save([...this.#topics.values()])
      return errors
    } catch (error) {
      for (const topic of made) {
        this.#forget(topic)
        for (const partition of topic.partitions) partition.delete()
      }
      return errors.map((fault) => fault ?? (error as KafkaError))
    }
  }

  /** Throws INVALID_PARTITIONS unless it is a widening. */
  checkWidening(topic: Topic, count: number): void {
    const now = topic.partitions.length
    if (count === now) throw new KafkaError('INVALID_PARTITIONS', `Topic already has ${now} partition(s).`)
    if (count < now) {
      const message = `The topic ${topic.name} currently has ${now} partition(s); ${count} would not be an increase.`
      throw new KafkaError('INVALID_PARTITIONS', message)
    }
    this.#checkRoom(count - now)
  }

  /** Adds partitions up to `count`. */
  widen(topic: Topic, count: number): void {
    this.checkWidening(topic, count)
    const added = this.#openNew(topic.name, topic.partitions.length, count, topic.configs)
    this.#commit({ ...topic, partitions: [...topic.partitions, ...added] }, added)
  }

  /** Replaces the set configs, already checked, and applies them to the logs at once. */
  configure(topic: Topic, configs: ReadonlyMap<string, string>): void {
    this.#commit({ ...topic, configs }, [])
    for (const { log } of topic.partitions) log.configure(logConfig(configs))
  }

  delete(topic: Topic): void {
    // Forgotten first: a crash in between leaves folders that the next topic of this name sweeps away.
    this.#save([...this.#topics.values()].filter((other) => other !== topic))
    this.#forget(topic)
    for (const partition of topic.partitions) {
      this.#orLog(`${topic.name}-${partition.index} not removed`, () => partition.delete())
    }
  }

  enforceRetention(now: number): void {
    for (const { name, partitions } of this.#topics.values()) {
      for (const { index, log } of partitions) {
        this.#orLog(`retention of ${name}-${index} failed`, () => log.enforceRetention(now))
      }
    }
  }

  /** Flushes and closes every log. */
  close(): void {
    for (const { partitions } of this.#topics.values()) for (const { log } of partitions) log.close()
  }

  /** For what nobody waits the answer of, and what is tried again later. */
  #orLog(failure: string, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#log(`${failure}: ${error}`)
    }
  }

  /** A topic whose name would share metrics with this one, or, where the file system ignores case, its folder. */
  #twin(name: string): string | undefined {
    const sameFolder = this.#byFolder.get(name.toLowerCase())
    if (sameFolder && fs.existsSync(this.#folder(name, 0))) return sameFolder
    return this.#byMetric.get(metricName(name))
  }

  #checkRoom(added: number): void {
    if (this.#partitionCount + added > MAX_PARTITIONS) {
      throw new KafkaError('POLICY_VIOLATION', `This broker holds at most ${MAX_PARTITIONS} partitions.`)
    }
  }

  #hold(topic: Topic): void {
    this.#partitionCount += topic.partitions.length - (this.#topics.get(topic.name)?.partitions.length ?? 0)
    this.#topics.set(topic.name, topic)
    this.#byMetric.set(metricName(topic.name), topic.name)
    this.#byFolder.set(topic.name.toLowerCase(), topic.name)
  }

  #forget(topic: Topic): void {
    this.#partitionCount -= topic.partitions.length
    this.#topics.delete(topic.name)
    this.#byMetric.delete(metricName(topic.name))
    this.#byFolder.delete(topic.name.toLowerCase())
  }

  #folder(name: string, index: number): string {
    return path.join(this.folder, `${name}-${index}`)
  }

  #open(name: string, from: number, to: number, configs: ReadonlyMap<string, string>): Partition[] {
    const partitions: Partition[] = []
    for (let index = from; index < to; index++) {
      partitions.push(new Partition(index, PartitionLog.open(this.#folder(name, index), logConfig(configs))))
    }
    return partitions
  }

  /** A folder already there belongs to a deleted topic: its letters must not come back. */
  #openNew(name: string, from: number, to: number, configs: ReadonlyMap<string, string>): Partition[] {
    try {
      for (let i = from; i < to; i++) fs.rmSync(this.#folder(name, i), { recursive: true, force: true })
      return this.#open(name, from, to, configs)
    } catch (error) {
      throw storageError(error)
    }
  }

  #commit(topic: Topic, opened: readonly Partition[]): void {
    try {
      this.#save([...this.#topics.values()].filter(({ name }) => name !== topic.name).concat(topic))
    } catch (error) {
      for (const partition of opened) partition.delete()
      throw error
    }
    this.#hold(topic)
  }

  #save(topics: Topic[]): void {
    const records = topics.map(({ name, partitions, configs }) => {
      return { name, partitions: partitions.length, configs: Object.fromEntries(configs) }
    })
    try {
      this.#file.saveTopics(records)
    } catch (error) {
      throw storageError(error)
    }
  }
}

function storageError(error: unknown): KafkaError {
  return new KafkaError('KAFKA_STORAGE_ERROR', error instanceof Error ? error.message : String(error))
}
