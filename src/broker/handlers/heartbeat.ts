// Heartbeat 0-3.
import { heartbeat } from '../messages/heartbeat.js'
import { codeAfter, refuseInstanceId, route } from './route.js'

const leftOut = 'static membership (refused: UNSUPPORTED_VERSION)'

export const heartbeatRoute = route(heartbeat, leftOut, (request, { broker }) => ({
  errorCode: codeAfter(() => {
    refuseInstanceId(request.groupInstanceId)
    broker.groups.heartbeat(request.groupId, request.memberId, request.generationId)
  }),
}))
