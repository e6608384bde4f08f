// Arbitrary values of any schema: its own reading code is run on a reader that makes values up.
import fc from 'fast-check'
import type { Reader } from '../../../src/broker/protocol/reader.js'
import type { Type } from '../../../src/broker/protocol/types.js'

/** Draws on random numbers for each primitive that a schema reads; runs out into small values. */
class Inventor {
  readonly #numbers: readonly number[]
  #next = 0

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers
  }

  /** An integer in [0, bound). */
  #below(bound: number): number {
    return (this.#numbers[this.#next++] ?? 0) % bound
  }

  bool() {
    return this.#below(2) === 1
  }

  int8() {
    return this.#below(2 ** 8) - 2 ** 7
  }

  int16() {
    return this.#below(2 ** 16) - 2 ** 15
  }

  int32() {
    return this.#below(2 ** 32) - 2 ** 31
  }

  int64() {
    const sizes = [100, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]
    const value = (this.#below(2 ** 32) * 2 ** 20 + this.#below(2 ** 20)) % sizes[this.#below(sizes.length)]!
    return this.bool() ? value : 0 - value
  }

  string() {
    const samples = ['', 'orders', 'équipe', '\0', '✉️', 'x'.repeat(300), '__proto__', 'constructor']
    return samples[this.#below(samples.length)]!
  }

  nullableString() {
    return this.bool() ? this.string() : null
  }

  bytes() {
    return Buffer.from(Array.from({ length: this.#below(20) * this.#below(200) }, (_, i) => (i * 7) % 256))
  }

  nullableBytes() {
    return this.bool() ? this.bytes() : null
  }

  /** Up to two elements, or none at all: -1 is the null array. */
  arrayLength() {
    return this.#below(4) - 1
  }
}

/** Values as read at this version: fields absent from it have their default. */
export function arbitraryOf<O, I>(type: Type<O, I>, version: number): fc.Arbitrary<I> {
  return fc.array(fc.nat(2 ** 32 - 1), { maxLength: 80 }).map((numbers) => {
    return type.read(new Inventor(numbers) as unknown as Reader, version) as unknown as I
  })
}
