// JoinGroup 0-5.
import { type JoinAnswer, NO_GENERATION } from '../group/group.js'
import { MemberIdRequired } from '../group/join.js'
import { joinGroup } from '../messages/join-group.js'
import { errorCodes } from '../protocol/errors.js'
import { errorOf, refuseInstanceId, route } from './route.js'

const leftOut =
  'static membership (group.instance.id, refused: UNSUPPORTED_VERSION), the new consumer protocol (KIP-848)'
/** The version from which a new member is told its id first (KIP-394). */
const KNOWN_MEMBER_ID = 4

export const joinGroupRoute = route(joinGroup, leftOut, (request, call) => {
  const { groupId, memberId, groupInstanceId, sessionTimeoutMs, rebalanceTimeoutMs, protocolType, protocols } = request
  const failed = (error: unknown) => ({
    errorCode: errorCodes[errorOf(error)],
    ...NO_GENERATION,
    memberId: error instanceof MemberIdRequired ? error.memberId : memberId,
  })
  try {
    refuseInstanceId(groupInstanceId)
    const answer = call.broker.groups.join(groupId, {
      memberId,
      clientId: call.clientId,
      clientHost: `/${call.host}`,
      sessionTimeoutMs,
      rebalanceTimeoutMs: rebalanceTimeoutMs < 0 ? sessionTimeoutMs : rebalanceTimeoutMs,
      protocolType,
      protocols,
      requireKnownMemberId: call.version >= KNOWN_MEMBER_ID,
    })
    return answer instanceof Promise ? answer.then(joined, failed) : joined(answer)
  } catch (error) {
    return failed(error)
  }
})

function joined(answer: JoinAnswer) {
  return { errorCode: errorCodes.NONE, ...answer }
}
