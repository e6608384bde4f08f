// What the log remembers of each idempotent producer, to refuse gaps and recognise repeats (KIP-98, KIP-360).

import fs from 'node:fs'
import { writeFileAtomically } from './atomic-file.js'
import type { BatchHeader } from './batch.js'
import { LogError } from './log-error.js'

/** Batches remembered for each producer: as many as a client may have in flight. */
const REMEMBERED_BATCHES = 5
/** Kafka's `producer.id.expiration.ms`: one day. */
const EXPIRATION_MS = 86_400_000
const MAX_SEQUENCE = 0x7fff_ffff

interface RememberedBatch {
  firstSequence: number
  lastSequence: number
  baseOffset: number
  lastOffset: number
  /** Largest timestamp of its records, in ms. */
  timestamp: number
}

interface Producer {
  epoch: number
  /** When it last wrote, in ms. */
  writtenAt: number
  /** Oldest first; never empty. */
  batches: RememberedBatch[]
}

/** The producers of one partition. */
export class ProducerState {
  readonly #producers = new Map<number, Producer>()

  /**
   * Judges a batch about to be appended: returns where it already stands if it repeats one of the last five;
   * throws INVALID_PRODUCER_EPOCH or OUT_OF_ORDER_SEQUENCE_NUMBER; undefined when it may be appended.
   */
  check(batch: BatchHeader): { baseOffset: number; timestamp: number } | undefined {
    const producer = this.#producers.get(batch.producerId)
    // Unknown, or forgotten since: any sequence is taken, as in Kafka.
    if (!producer) return undefined
    if (batch.producerEpoch < producer.epoch) {
      throw new LogError('INVALID_PRODUCER_EPOCH', `epoch ${batch.producerEpoch} is older than ${producer.epoch}`)
    }
    if (batch.producerEpoch > producer.epoch) {
      if (batch.baseSequence === 0) return undefined
      throw new LogError('OUT_OF_ORDER_SEQUENCE_NUMBER', `a new epoch starts at ${batch.baseSequence}, not 0`)
    }
    const last = lastSequenceOf(batch)
    const repeated = producer.batches.find((b) => b.firstSequence === batch.baseSequence && b.lastSequence === last)
    if (repeated) return repeated
    const expected = sequenceAfter(producer.batches.at(-1)!.lastSequence, 1)
    if (batch.baseSequence !== expected) {
      throw new LogError('OUT_OF_ORDER_SEQUENCE_NUMBER', `sequence ${batch.baseSequence} instead of ${expected}`)
    }
    return undefined
  }

  /** Remembers a batch that has been appended, at the offsets its header gives; `now` in ms. */
  remember(batch: BatchHeader, now: number): void {
    const known = this.#producers.get(batch.producerId)
    const kept = known?.epoch === batch.producerEpoch ? known.batches.slice(1 - REMEMBERED_BATCHES) : []
    const { baseSequence: firstSequence, baseOffset, lastOffset, maxTimestamp: timestamp } = batch
    kept.push({ firstSequence, lastSequence: lastSequenceOf(batch), baseOffset, lastOffset, timestamp })
    this.#producers.set(batch.producerId, { epoch: batch.producerEpoch, writtenAt: now, batches: kept })
  }

  /** Forgets the producers that have been silent for a day. */
  expire(now: number): void {
    for (const [id, producer] of this.#producers) {
      if (now - producer.writtenAt > EXPIRATION_MS) this.#producers.delete(id)
    }
  }

  /** Saves all that is known of the log before `offset`; no file where no producer was ever seen. Throws the system's error. */
  save(file: string, offset: number): void {
    if (this.#producers.size === 0 && !fs.existsSync(file)) return
    writeFileAtomically(file, JSON.stringify({ offset, producers: [...this.#producers] }))
  }

  /** Loads what `save` wrote and returns its offset; undefined when there is no usable file, and then nothing is known. */
  load(file: string): number | undefined {
    try {
      const saved = JSON.parse(fs.readFileSync(file, 'utf8')) as { offset: number; producers: [number, Producer][] }
      for (const [id, producer] of saved.producers) this.#producers.set(id, producer)
      return saved.offset
    } catch {
      return undefined
    }
  }

  /** Forgets the batches at `offset` and after: they are about to be read again, or have been cut off. */
  truncateFrom(offset: number): void {
    for (const [id, producer] of this.#producers) {
      producer.batches = producer.batches.filter((b) => b.lastOffset < offset)
      if (producer.batches.length === 0) this.#producers.delete(id)
    }
  }
}

function lastSequenceOf(batch: BatchHeader): number {
  return sequenceAfter(batch.baseSequence, batch.lastOffset - batch.baseOffset)
}

/** Sequences wrap from 2^31 - 1 to 0. */
function sequenceAfter(sequence: number, steps: number): number {
  return (sequence + steps) % (MAX_SEQUENCE + 1)
}
