// OffsetFetch 1-5: one group at a time; -1 where it has committed nothing.
import type { CommittedOffset, PlacedOffset } from '../group/offsets.js'
import { offsetFetch } from '../messages/offset-fetch.js'
import { errorCodes } from '../protocol/errors.js'
import { route } from './route.js'

const leftOut = 'several groups in one request (version 8)'

export const offsetFetchRoute = route(offsetFetch, leftOut, ({ groupId, topics }, { broker }) => {
  const { offsets } = broker.groups
  return {
    errorCode: errorCodes.NONE,
    topics: topics
      ? topics.map(({ name, partitionIndexes }) => ({
          name,
          partitions: partitionIndexes.map((partition) => answer(partition, offsets.get(groupId, name, partition))),
        }))
      : byTopic(offsets.of(groupId)),
  }
})

function byTopic(placed: readonly PlacedOffset[]) {
  const topics = new Map<string, ReturnType<typeof answer>[]>()
  for (const offset of placed) {
    const partitions = topics.get(offset.topic) ?? []
    partitions.push(answer(offset.partition, offset))
    topics.set(offset.topic, partitions)
  }
  return [...topics].map(([name, partitions]) => ({ name, partitions }))
}

function answer(partitionIndex: number, committed: CommittedOffset | undefined) {
  const { offset, leaderEpoch, metadata } = committed ?? { offset: -1, leaderEpoch: -1, metadata: '' }
  return {
    partitionIndex,
    committedOffset: offset,
    committedLeaderEpoch: leaderEpoch,
    metadata,
    errorCode: errorCodes.NONE,
  }
}
