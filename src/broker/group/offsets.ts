// The offsets groups have committed, in memory: by group, then topic, then partition.

export interface CommittedOffset {
  /** The next offset to read. */
  offset: number
  leaderEpoch: number
  metadata: string
}

/** An offset of the group with its place, as the store writes it. */
export type PlacedOffset = CommittedOffset & { topic: string; partition: number }

export class Offsets {
  readonly #groups = new Map<string, Map<string, Map<number, CommittedOffset>>>()
  #count = 0

  /** Of all groups together. */
  get count(): number {
    return this.#count
  }

  get(group: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.#groups.get(group)?.get(topic)?.get(partition)
  }

  set(group: string, { topic, partition, offset, leaderEpoch, metadata }: PlacedOffset): void {
    const topics: Map<string, Map<number, CommittedOffset>> = this.#groups.get(group) ?? new Map()
    const partitions: Map<number, CommittedOffset> = topics.get(topic) ?? new Map()
    this.#groups.set(group, topics)
    topics.set(topic, partitions)
    if (!partitions.has(partition)) this.#count++
    partitions.set(partition, { offset, leaderEpoch, metadata })
  }

  delete(group: string, topic: string, partition: number): void {
    const topics = this.#groups.get(group)
    const partitions = topics?.get(topic)
    if (!partitions?.delete(partition)) return
    this.#count--
    if (partitions.size === 0) topics!.delete(topic)
    if (topics!.size === 0) this.#groups.delete(group)
  }

  deleteGroup(group: string): void {
    for (const partitions of this.#groups.get(group)?.values() ?? []) this.#count -= partitions.size
    this.#groups.delete(group)
  }

  deleteTopic(topic: string): void {
    for (const [group, topics] of this.#groups) {
      this.#count -= topics.get(topic)?.size ?? 0
      topics.delete(topic)
      if (topics.size === 0) this.#groups.delete(group)
    }
  }

  has(group: string): boolean {
    return this.#groups.has(group)
  }

  /** Groups with at least one offset. */
  groups(): Iterable<string> {
    return this.#groups.keys()
  }

  of(group: string): PlacedOffset[] {
    const placed: PlacedOffset[] = []
    for (const [topic, partitions] of this.#groups.get(group) ?? []) {
      for (const [partition, committed] of partitions) placed.push({ topic, partition, ...committed })
    }
    return placed
  }
}
