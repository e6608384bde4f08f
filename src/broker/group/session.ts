// Signs of life: each member has a timer that expels it when none has come for its session time-out.
import type { GroupContext } from './context.js'
import type { Group, Member } from './group.js'
import { memberLeft } from './rebalance.js'

/** Kafka's time for a new member to see its first generation, as it cannot give signs of life yet. */
export const NEW_MEMBER_TIMEOUT_MS = 300_000

/** Counts the member's time-out from now. */
export function expectSign(context: GroupContext, group: Group, member: Member, ms = member.sessionTimeoutMs): void {
  clearTimeout(member.session)
  member.session = setTimeout(() => {
    // One that waits for the others is alive, though it cannot say so.
    if (!member.isNew && (member.join || member.sync)) return
    group.remove(member.id)
    memberLeft(context, group)
  }, ms)
}

/** Holds a place for the client told to come back with this id. */
export function expectPending(context: GroupContext, group: Group, memberId: string, sessionTimeoutMs: number): void {
  const timer = setTimeout(() => {
    group.remove(memberId)
    if (group.state === 'PreparingRebalance') memberLeft(context, group)
  }, sessionTimeoutMs)
  group.pending.set(memberId, timer)
}
