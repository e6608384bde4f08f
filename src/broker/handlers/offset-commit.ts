// OffsetCommit 2-7.
import type { BrokerState } from '../broker-state.js'
import type { PlacedOffset } from '../group/offsets.js'
import { offsetCommit } from '../messages/offset-commit.js'
import { errorCodes } from '../protocol/errors.js'
import type { RequestOf } from '../protocol/message.js'
import { errorOf, refuseInstanceId, route } from './route.js'

const leftOut = 'static membership (refused: UNSUPPORTED_VERSION), expiry of offsets (they are kept for ever)'

type Request = RequestOf<typeof offsetCommit>

export const offsetCommitRoute = route(offsetCommit, leftOut, (request, { broker }) => {
  const offsets: PlacedOffset[] = []
  for (const { name, partitions } of request.topics) {
    for (const { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata } of partitions) {
      if (!broker.topics.partition(name, partitionIndex)) continue
      const committed = {
        offset: committedOffset,
        leaderEpoch: committedLeaderEpoch,
        metadata: committedMetadata ?? '',
      }
      offsets.push({ topic: name, partition: partitionIndex, ...committed })
    }
  }
  const codes = offsets.length > 0 ? commit(broker, request, offsets) : []
  let next = 0
  return {
    topics: request.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => {
        const known = broker.topics.partition(name, partitionIndex)
        return { partitionIndex, errorCode: known ? codes[next++]! : errorCodes.UNKNOWN_TOPIC_OR_PARTITION }
      }),
    })),
  }
})

/** One code for each offset. */
function commit({ groups }: BrokerState, request: Request, offsets: PlacedOffset[]): number[] {
  const { groupId, groupInstanceId, memberId, generationId } = request
  try {
    refuseInstanceId(groupInstanceId)
    return groups.commit(groupId, { memberId, generationId, offsets }).map((name) => errorCodes[name])
  } catch (error) {
    const code = errorCodes[errorOf(error)]
    return offsets.map(() => code)
  }
}
