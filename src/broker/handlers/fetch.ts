// Fetch 4-11, waiting for more bytes as asked; batches leave as they are stored.
import { MAX_FETCH_BYTES } from '../limits.js'
import { fetch } from '../messages/fetch.js'
import { errorCodes } from '../protocol/errors.js'
import type { RequestOf, ResponseOf } from '../protocol/message.js'
import type { Partition } from '../topics/partition.js'
import type { Topics } from '../topics/topics.js'
import { waitForBytes } from './fetch-wait.js'
import { type Call, errorOf, route } from './route.js'

const leftOut = 'fetch sessions (every fetch is full), transaction markers, followers'

type Request = RequestOf<typeof fetch>
type Response = ResponseOf<typeof fetch>
type Asked = Request['topics'][number]['partitions'][number]
type Answer = Response['topics'][number]['partitions'][number]

export const fetchRoute = route(fetch, leftOut, (request, call) => {
  // No session is ever opened: clients then send full requests, with no session id.
  if (request.sessionId !== 0) return { errorCode: errorCodes.FETCH_SESSION_ID_NOT_FOUND, topics: [] }
  const first = read(request, call)
  if (first.final || first.bytes >= request.minBytes || request.maxWaitMs <= 0) return first.response
  return waitForBytes(partitionsOf(request, call), request.minBytes - first.bytes, request.maxWaitMs, call, () => {
    return read(request, call).response
  })
})

interface Attempt {
  response: Response
  bytes: number
  /** An error is answered at once. */
  final: boolean
}

function read(request: Request, { broker }: Call): Attempt {
  const readCommitted = request.isolationLevel === 1
  let left = Math.min(request.maxBytes, MAX_FETCH_BYTES)
  let bytes = 0
  let final = false
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((asked) => {
      const answer = readPartition(broker.topics, name, asked, left, bytes === 0)
      if (answer.errorCode !== errorCodes.NONE) final = true
      const length = answer.records?.length ?? 0
      bytes += length
      left -= length
      return readCommitted ? { ...answer, abortedTransactions: [] } : answer
    }),
  }))
  return { response: { topics }, bytes, final }
}

const NO_RECORDS = Buffer.alloc(0)

/** `first`: nothing has been read for this response yet, so that a batch larger than the limits may go through. */
function readPartition(topics: Topics, name: string, asked: Asked, left: number, first: boolean): Answer {
  const { partitionIndex, currentLeaderEpoch, fetchOffset, partitionMaxBytes } = asked
  const partition = topics.partition(name, partitionIndex)
  if (!partition) return failed(partitionIndex, errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
  if (currentLeaderEpoch > 0) return failed(partitionIndex, errorCodes.UNKNOWN_LEADER_EPOCH)
  try {
    const { log } = partition
    const limit = Math.min(partitionMaxBytes, left)
    const records = limit > 0 || first ? log.read(fetchOffset, Math.max(limit, 0), first) : NO_RECORDS
    return {
      partitionIndex,
      errorCode: errorCodes.NONE,
      highWatermark: log.endOffset,
      lastStableOffset: log.endOffset,
      logStartOffset: log.startOffset,
      abortedTransactions: null,
      records,
    }
  } catch (error) {
    return failed(partitionIndex, errorCodes[errorOf(error)])
  }
}

function failed(partitionIndex: number, errorCode: number): Answer {
  return {
    partitionIndex,
    errorCode,
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    abortedTransactions: null,
    records: NO_RECORDS,
  }
}

function partitionsOf(request: Request, { broker }: Call): Partition[] {
  const partitions: Partition[] = []
  for (const { name, partitions: asked } of request.topics) {
    for (const { partitionIndex } of asked) {
      const partition = broker.topics.partition(name, partitionIndex)
      if (partition) partitions.push(partition)
    }
  }
  return partitions
}
