// What is measured, each with its unit: the same for every broker.

import type { RunningBroker } from './brokers.js'
import { measureLatency } from './latency.js'
import { runClient } from './python.js'
import { processorSeconds, watchMemory } from './usage.js'

export interface Measure {
  what: string
  unit: 'MB/s' | 'ms' | 'MB' | 's'
  value: number
}

export interface BenchCase {
  name: string
  title: string
  /**
   * How often it is measured. Brokers take turns, so that what else the machine does befalls all of them; of several
   * rounds the first is not counted: the programs are not yet compiled where they run hottest.
   */
  rounds: number
  /** `scale` 1 is the full count. Leaves the broker running, or gives back the one it restarted. */
  run(broker: RunningBroker, scale: number, round: number): Promise<{ measures: Measure[]; broker?: RunningBroker }>
}

const MB = 1e6
const THROUGHPUT_ROUNDS = 6

export const benchCases: BenchCase[] = [
  throughput('1k', '300,000 letters of 1 kB, one partition', 300_000, 1000),
  throughput('100b', '1,000,000 letters of 100 bytes, one partition', 1_000_000, 100),
  {
    name: 'latency',
    rounds: 1,
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
    rounds: 1,
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
    rounds: THROUGHPUT_ROUNDS,
    async run({ brokers, pid }, scale, round) {
      const count = Math.round(fullCount * scale)
      const topic = `${name}-${round}`
      const memory = watchMemory(pid)
      const idle = processorSeconds(pid)
      const produced = await runClient('produce', brokers, topic, count, size)
      const written = processorSeconds(pid)
      const consumed = await runClient('consume', brokers, topic, count, size)
      const read = processorSeconds(pid)
      await runClient('delete', brokers, topic)
      const { peak } = await memory.stop()
      const megabytes = (count * size) / MB
      return {
        measures: [
          { what: 'produce', unit: 'MB/s', value: megabytes / produced },
          { what: 'consume', unit: 'MB/s', value: megabytes / consumed },
          { what: 'processor, produce', unit: 's', value: written - idle },
          { what: 'processor, consume', unit: 's', value: read - written },
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
    rounds: 1,
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
