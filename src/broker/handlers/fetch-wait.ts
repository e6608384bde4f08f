// A Fetch that waits: woken by appends to its partitions, or by its time running out; never by polling.
import type { AppendListener, Partition } from '../topics/partition.js'
import type { Call } from './route.js'

/** Resolves with `answer()` once `missing` bytes have been appended, a partition has gone, or `maxWaitMs` is over. */
export function waitForBytes<T>(
  partitions: readonly Partition[],
  missing: number,
  maxWaitMs: number,
  call: Call,
  answer: () => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let left = missing
    let done = false
    const listener: AppendListener = {
      appended(bytes) {
        left -= bytes
        if ((left <= 0 || bytes === 0) && !done) {
          stop()
          // Afterwards, so that the producer has its answer first.
          queueMicrotask(finish)
        }
      },
    }
    const timer = setTimeout(() => {
      stop()
      finish()
    }, maxWaitMs)
    const stop = () => {
      done = true
      clearTimeout(timer)
      for (const partition of partitions) partition.listeners.delete(listener)
    }
    const finish = () => {
      try {
        resolve(answer())
      } catch (error) {
        reject(error)
      }
    }
    call.onAbandon(stop)
    for (const partition of partitions) partition.listeners.add(listener)
  })
}
