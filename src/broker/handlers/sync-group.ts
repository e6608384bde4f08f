// SyncGroup 0-3.
import { syncGroup } from '../messages/sync-group.js'
import { errorCodes } from '../protocol/errors.js'
import { errorOf, refuseInstanceId, route } from './route.js'

const leftOut = 'static membership (refused: UNSUPPORTED_VERSION)'
const NO_ASSIGNMENT = Buffer.alloc(0)

export const syncGroupRoute = route(syncGroup, leftOut, (request, { broker }) => {
  try {
    refuseInstanceId(request.groupInstanceId)
    const answer = broker.groups.sync(request.groupId, request)
    return answer instanceof Promise ? answer.then(assigned, failed) : assigned(answer)
  } catch (error) {
    return failed(error)
  }
})

function assigned(assignment: Buffer) {
  return { errorCode: errorCodes.NONE, assignment }
}

function failed(error: unknown) {
  return { errorCode: errorCodes[errorOf(error)], assignment: NO_ASSIGNMENT }
}
