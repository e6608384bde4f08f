// One partition: its log, and the readers waiting for its next batch.
import type { PartitionLog } from '../log/partition-log.js'

export interface AppendListener {
  /** Called after each append with the bytes it added, and with 0 when the partition is deleted. */
  appended(bytes: number): void
}

export class Partition {
  readonly index: number
  readonly log: PartitionLog
  /** Waiting readers: bounded, as each connection has one request under way. */
  readonly listeners = new Set<AppendListener>()

  constructor(index: number, log: PartitionLog) {
    this.index = index
    this.log = log
  }

  /** Appends and wakes the readers. Throws LogError. */
  append(records: Buffer): ReturnType<PartitionLog['append']> {
    const end = this.log.endOffset
    const answer = this.log.append(records)
    if (this.log.endOffset > end) for (const listener of this.listeners) listener.appended(records.length)
    return answer
  }

  delete(): void {
    for (const listener of this.listeners) listener.appended(0)
    this.log.delete()
  }
}
