// ListOffsets 1-5: the first, the last, by timestamp.

import type { PartitionLog } from '../log/partition-log.js'
import { listOffsets } from '../messages/list-offsets.js'
import { errorCodes } from '../protocol/errors.js'
import { errorOf, route } from './route.js'

const leftOut = 'the offset of the largest timestamp (-3), which asks for version 7'

/** Marks that stand for a timestamp in the request. */
const LATEST = -1
const EARLIEST = -2

export const listOffsetsRoute = route(listOffsets, leftOut, ({ topics }, { broker }) => ({
  topics: topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, currentLeaderEpoch, timestamp }) => {
      const partition = broker.topics.partition(name, partitionIndex)
      if (!partition) return failed(partitionIndex, errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
      if (currentLeaderEpoch > 0) return failed(partitionIndex, errorCodes.UNKNOWN_LEADER_EPOCH)
      try {
        const found = find(partition.log, timestamp)
        return { partitionIndex, errorCode: errorCodes.NONE, ...found, leaderEpoch: found.offset < 0 ? -1 : 0 }
      } catch (error) {
        return failed(partitionIndex, errorCodes[errorOf(error)])
      }
    }),
  })),
}))

function failed(partitionIndex: number, errorCode: number) {
  return { partitionIndex, errorCode, timestamp: -1, offset: -1 }
}

function find(log: PartitionLog, timestamp: number): { offset: number; timestamp: number } {
  if (timestamp === LATEST) return { offset: log.endOffset, timestamp: -1 }
  if (timestamp === EARLIEST) return { offset: log.startOffset, timestamp: -1 }
  return log.offsetForTimestamp(timestamp) ?? { offset: -1, timestamp: -1 }
}
