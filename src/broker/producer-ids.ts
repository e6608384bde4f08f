// Ids for idempotent producers: never the same twice over this data folder's life, or sequences would be mixed up.
import type { MetadataFile } from './metadata-file.js'

/** Kafka's size too: one write of the file for so many producers. */
const BLOCK = 1000

export class ProducerIds {
  readonly #file: MetadataFile
  #next = 0
  #end = 0

  constructor(file: MetadataFile) {
    this.#file = file
  }

  /** Throws the system's error where a new block cannot be set aside. */
  take(): number {
    if (this.#next === this.#end) {
      this.#next = this.#file.reserveProducerIds(BLOCK)
      this.#end = this.#next + BLOCK
    }
    return this.#next++
  }
}
