// What is measured, each with its unit: the same for every broker.

import type { RunningBroker } from './brokers.js'
import { measureLatency } from './latency.js'
import { watchMemory } from './memory.js'
import { runClient } from './python.js'

export interface Measure {
  what: string
  unit: 'MB/s' | 'ms' | 'MB' | 's'
  value: number
}

export interface BenchCase {
  name: string
  title: string
  /** Runs on a fresh broker; `scale` 1 is the full count. Ends by leaving the broker running, or returns the one it restarted. */
  run(broker: RunningBroker, scale: number): Promise<{ measures: Measure[]; broker?: RunningBroker }>
}

const MB = 1e6
const REPEATS = 3

export const benchCases: BenchCase[] = [
  throughput('1k', '300,000 letters of 1 kB, one partition', 300_000, 1000),
  throughput('100b', '1,000,000 letters of 100 bytes, one partition', 1_000_000, 100),
  {
    name: 'latency',
    title: 'kafkajs, 1,000 letters a second for 10 s',
    async run({ brokers }, scale) {
      const { p50, p99 } = await measureLatency(brokers, 1000, Math.max(2, Math.round(10 * scale)))
      return {
        measures: [
          { what: 'latency p50', unit: 'ms', value: p50 },
          { what: 'latency p99', unit: 'ms', value: p99 },
        ],
      }
    },
  },
  crowd('groups', '50 groups on one topic, each reads 20,000 letters of 1 kB', 'groups', 50, 20_000, 1000),
  crowd('class', '300 participants, a producer and a tracker each, 20 letters', 'participants', 300, 20, 200),
  {
    name: 'stored',
    title: 'start-up with 1 GB stored',
    async run(broker, scale) {
      if (!broker.restart) return { measures: [] }
      await runClient('produce', broker.brokers, 'stored', Math.round(1_000_000 * scale), 1000)
      const restarted = await broker.restart()
      const memory = await watchMemory(restarted.pid).stop()
      return {
        measures: [
          { what: 'ready with 1 GB', unit: 'ms', value: restarted.readyMs },
          { what: 'resident then', unit: 'MB', value: memory.last / MB },
        ],
        broker: restarted,
      }
    },
  },
]

function throughput(name: string, title: string, fullCount: number, size: number): BenchCase {
  return {
    name,
    title,
    async run({ brokers, pid }, scale) {
      const count = Math.round(fullCount * scale)
      const memory = watchMemory(pid)
      const produced: number[] = []
      const consumed: number[] = []
      for (let i = 0; i < REPEATS; i++) {
        produced.push(await runClient('produce', brokers, `${name}-${i}`, count, size))
        consumed.push(await runClient('consume', brokers, `${name}-${i}`, count, size))
      }
      const { peak } = await memory.stop()
      const megabytes = (count * size) / MB
      return {
        measures: [
          { what: 'produce', unit: 'MB/s', value: megabytes / median(produced) },
          { what: 'consume', unit: 'MB/s', value: megabytes / median(consumed) },
          { what: 'resident, peak', unit: 'MB', value: peak / MB },
        ],
      }
    },
  }
}

function crowd(
  name: string,
  title: string,
  action: string,
  members: number,
  fullCount: number,
  size: number,
): BenchCase {
  return {
    name,
    title,
    async run({ brokers, pid }, scale) {
      const memory = watchMemory(pid)
      const count = Math.max(1, Math.round(fullCount * scale))
      const seconds = await runClient(action, brokers, name, count, size, members)
      const { peak } = await memory.stop()
      return {
        measures: [
          { what: 'all have read', unit: 's', value: seconds },
          { what: 'resident, peak', unit: 'MB', value: peak / MB },
        ],
      }
    },
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!
}
