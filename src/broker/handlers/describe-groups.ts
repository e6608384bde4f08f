// DescribeGroups 0-4: an unknown group is described as Dead.
import { type Group, type Member, metadataFor } from '../group/group.js'
import { describeGroups } from '../messages/describe-groups.js'
import { errorCodes } from '../protocol/errors.js'
import { route } from './route.js'

const leftOut = 'authorized operations'

export const describeGroupsRoute = route(describeGroups, leftOut, ({ groups }, { broker }) => ({
  groups: [...new Set(groups)].map((groupId) => {
    const group = broker.groups.find(groupId)
    if (group) return describe(group)
    const nothing = { groupState: 'Dead', protocolType: '', protocolData: '', members: [] }
    return { errorCode: errorCodes.NONE, groupId, ...nothing }
  }),
}))

/** As Kafka, metadata and assignments only once all have theirs. */
function describe(group: Group) {
  const stable = group.state === 'Stable'
  return {
    errorCode: errorCodes.NONE,
    groupId: group.id,
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: stable ? (group.protocol ?? '') : '',
    members: [...group.members.values()].map((member) => describeMember(member, stable ? group.protocol : undefined)),
  }
}

function describeMember(member: Member, protocol: string | undefined) {
  return {
    memberId: member.id,
    clientId: member.clientId,
    clientHost: member.clientHost,
    memberMetadata: metadataFor(member, protocol),
    memberAssignment: protocol === undefined ? Buffer.alloc(0) : member.assignment,
  }
}
