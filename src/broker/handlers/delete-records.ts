// DeleteRecords 0-1: -1 deletes all there is.
import { deleteRecords } from '../messages/delete-records.js'
import { errorCodes } from '../protocol/errors.js'
import { errorOf, route } from './route.js'

export const deleteRecordsRoute = route(deleteRecords, '', ({ topics }, { broker }) => ({
  topics: topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, offset }) => {
      const partition = broker.topics.partition(name, partitionIndex)
      if (!partition) return failed(partitionIndex, errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
      try {
        const lowWatermark = partition.log.deleteRecordsBefore(offset)
        return { partitionIndex, lowWatermark, errorCode: errorCodes.NONE }
      } catch (error) {
        return failed(partitionIndex, errorCodes[errorOf(error)])
      }
    }),
  })),
}))

function failed(partitionIndex: number, errorCode: number) {
  return { partitionIndex, lowWatermark: -1, errorCode }
}
