// What the learner did in a live view, kept until it is asked for.
import type { LiveEvent } from './screen.js'

export class LiveEvents {
  readonly #waiting: LiveEvent[] = []
  #pending: { promise: Promise<LiveEvent>; resolve(event: LiveEvent): void; reject(error: Error): void } | undefined
  #failure: Error | undefined

  add(event: LiveEvent): void {
    const pending = this.#pending
    this.#pending = undefined
    if (pending) pending.resolve(event)
    else this.#waiting.push(event)
  }

  /** The next one: the same promise until it settles. */
  next(): Promise<LiveEvent> {
    if (this.#pending) return this.#pending.promise
    const { promise, resolve, reject } = deferred<LiveEvent>()
    // It may be rejected after the last race: that is nobody's unhandled rejection.
    promise.catch(() => {})
    if (this.#failure) reject(this.#failure)
    else if (this.#waiting.length > 0) resolve(this.#waiting.shift()!)
    else this.#pending = { promise, resolve, reject }
    return promise
  }

  /** From now on, `next` rejects. */
  fail(error: Error): void {
    this.#failure = error
    this.#pending?.reject(error)
    this.#pending = undefined
  }
}

function deferred<T>(): { promise: Promise<T>; resolve(value: T): void; reject(error: Error): void } {
  let resolve!: (value: T) => void
  let reject!: (error: Error) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
