// SyncGroup: the leader's assignments are handed to all, and the group is stable.
import { MAX_MEMBER_BYTES } from '../limits.js'
import { KafkaError } from '../protocol/errors.js'
import type { GroupContext } from './context.js'
import { answerSync, type Group } from './group.js'
import { expectSign } from './session.js'

export interface SyncRequest {
  memberId: string
  generationId: number
  /** Empty but for the leader. */
  assignments: { memberId: string; assignment: Buffer }[]
}

/** The member's own assignment, once the leader has handed them in. Throws or rejects with a KafkaError. */
export function sync(context: GroupContext, group: Group, request: SyncRequest): Buffer | Promise<Buffer> {
  const member = group.member(request.memberId)
  if (request.generationId !== group.generation) throw new KafkaError('ILLEGAL_GENERATION')
  if (group.state === 'PreparingRebalance') throw new KafkaError('REBALANCE_IN_PROGRESS')
  for (const { assignment } of request.assignments) {
    if (assignment.length > MAX_MEMBER_BYTES) throw new KafkaError('UNKNOWN_SERVER_ERROR')
  }

  group.pendingSync.delete(member.id)
  if (group.pendingSync.size === 0) clearTimeout(group.syncTimer)
  if (group.state === 'Stable') return member.assignment

  // A retry replaces the request it repeats.
  answerSync(member, new KafkaError('REBALANCE_IN_PROGRESS'))
  const answer = new Promise<Buffer>((resolve, reject) => {
    member.sync = { resolve, reject }
  })
  if (group.leader === member.id) stabilize(context, group, request.assignments)
  return answer
}

function stabilize(context: GroupContext, group: Group, assignments: SyncRequest['assignments']): void {
  const given = new Map(assignments.map(({ memberId, assignment }) => [memberId, assignment]))
  for (const member of group.members.values()) {
    // A copy: the request's bytes are views of a frame that will be reused.
    member.assignment = Buffer.from(given.get(member.id) ?? [])
  }
  group.state = 'Stable'
  context.save(group)
  for (const member of group.members.values()) {
    if (answerSync(member, member.assignment)) expectSign(context, group, member)
  }
}
