// DescribeLogDirs 1: one folder.
import { describeLogDirs } from '../messages/describe-log-dirs.js'
import { errorCodes } from '../protocol/errors.js'
import { route } from './route.js'

export const describeLogDirsRoute = route(describeLogDirs, '', ({ topics: asked }, { broker }) => {
  const wanted = asked && new Map(asked.map(({ topic, partitions }) => [topic, new Set(partitions)]))
  const topics = []
  for (const { name, partitions } of broker.topics.all()) {
    const chosen = wanted ? partitions.filter(({ index }) => wanted.get(name)?.has(index)) : partitions
    const sizes = chosen.map(({ index, log }) => {
      return { partitionIndex: index, partitionSize: log.sizeInBytes, offsetLag: 0, isFutureKey: false }
    })
    if (sizes.length > 0) topics.push({ name, partitions: sizes })
  }
  return { results: [{ errorCode: errorCodes.NONE, logDir: broker.topics.folder, topics }] }
})
