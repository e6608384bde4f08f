// OffsetDelete 0.
import { offsetDelete } from '../messages/offset-delete.js'
import { errorCodes } from '../protocol/errors.js'
import { errorOf, route } from './route.js'

export const offsetDeleteRoute = route(offsetDelete, '', ({ groupId, topics }, { broker }) => {
  const places = topics.flatMap(({ name, partitions }) => {
    return partitions.map(({ partitionIndex }) => ({ topic: name, partition: partitionIndex }))
  })
  try {
    const errors = broker.groups.deleteOffsets(groupId, places)
    let next = 0
    return {
      errorCode: errorCodes.NONE,
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partitionIndex }) => {
          const code = errors[next++]!
          const known = broker.topics.partition(name, partitionIndex)
          return { partitionIndex, errorCode: known ? errorCodes[code] : errorCodes.UNKNOWN_TOPIC_OR_PARTITION }
        }),
      })),
    }
  } catch (error) {
    return { errorCode: errorCodes[errorOf(error)], topics: [] }
  }
})
