// LeaveGroup 0-3.
import { leaveGroup } from '../messages/leave-group.js'
import { errorCodes } from '../protocol/errors.js'
import { errorOf, route } from './route.js'

const leftOut = 'static membership (a member named by its group.instance.id: UNKNOWN_MEMBER_ID)'
/** The version from which several members may leave at once. */
const SEVERAL_MEMBERS = 3

export const leaveGroupRoute = route(leaveGroup, leftOut, (request, { broker, version }) => {
  const several = version >= SEVERAL_MEMBERS
  // No member has an instance id: who says it has one is no member.
  const named = request.members.map(({ memberId, groupInstanceId }) => (groupInstanceId === null ? memberId : ''))
  const ids = several ? named : [request.memberId]
  try {
    const errors = broker.groups.leave(request.groupId, ids).map((name) => errorCodes[name])
    if (!several) return { errorCode: errors[0]! }
    return { errorCode: errorCodes.NONE, members: request.members.map((m, i) => ({ ...m, errorCode: errors[i]! })) }
  } catch (error) {
    return { errorCode: errorCodes[errorOf(error)] }
  }
})
