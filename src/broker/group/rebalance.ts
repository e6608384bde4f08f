// From one generation to the next: gather the members, choose the leader and the protocol, wait for the assignments.
import { KafkaError } from '../protocol/errors.js'
import type { GroupContext } from './context.js'
import { answerJoin, answerSync, type Group } from './group.js'
import { expectSign } from './session.js'

const NO_ASSIGNMENT = Buffer.alloc(0)

/** Starts a rebalance, or, when one is under way, ends its joining phase if nobody is missing. */
export function rebalanceOrComplete(context: GroupContext, group: Group): void {
  if (group.state === 'PreparingRebalance') completeIfAllJoined(context, group)
  else prepareRebalance(context, group)
}

/** After a departure: the others share anew, unless nobody is left waiting. */
export function memberLeft(context: GroupContext, group: Group): void {
  if (group.state !== 'Empty') rebalanceOrComplete(context, group)
}

function prepareRebalance(context: GroupContext, group: Group): void {
  if (group.state === 'CompletingRebalance') {
    for (const member of group.members.values()) {
      member.assignment = NO_ASSIGNMENT
      if (answerSync(member, new KafkaError('REBALANCE_IN_PROGRESS'))) expectSign(context, group, member)
    }
  }
  group.pendingSync.clear()
  clearTimeout(group.syncTimer)

  group.isFirstRebalance = group.state === 'Empty'
  group.state = 'PreparingRebalance'
  if (group.isFirstRebalance) {
    // Kafka's group.initial.rebalance.delay.ms: time for the group's first members to arrive together.
    const delay = context.initialRebalanceDelayMs
    waitForFirstMembers(context, group, delay, Math.max(group.rebalanceTimeoutMs - delay, 0))
  } else if (group.allJoined) {
    completeJoin(context, group)
  } else {
    completeJoinLater(context, group)
  }
}

function waitForFirstMembers(context: GroupContext, group: Group, delayMs: number, remainingMs: number): void {
  clearTimeout(group.joinTimer)
  group.joinTimer = setTimeout(() => {
    if (group.newMemberAdded && remainingMs > 0) {
      group.newMemberAdded = false
      const next = Math.min(context.initialRebalanceDelayMs, remainingMs)
      waitForFirstMembers(context, group, next, Math.max(remainingMs - delayMs, 0))
    } else completeJoin(context, group)
  }, delayMs)
}

function completeJoinLater(context: GroupContext, group: Group): void {
  clearTimeout(group.joinTimer)
  group.joinTimer = setTimeout(() => completeJoin(context, group), group.rebalanceTimeoutMs)
}

/** Ends the joining phase if all members are there and it is not the group's first, whose delay is to run out. */
function completeIfAllJoined(context: GroupContext, group: Group): void {
  if (group.state === 'PreparingRebalance' && !group.isFirstRebalance && group.allJoined) completeJoin(context, group)
}

/** Members who have not come back are dropped; the others get the next generation. */
function completeJoin(context: GroupContext, group: Group): void {
  clearTimeout(group.joinTimer)
  for (const member of [...group.members.values()]) if (!member.join) group.remove(member.id)

  group.generation++
  group.pendingSync.clear()
  if (group.members.size === 0) {
    group.state = 'Empty'
    group.protocol = undefined
    context.save(group)
    return
  }
  group.protocol = group.selectProtocol()
  group.state = 'CompletingRebalance'
  for (const member of group.members.values()) {
    member.isNew = false
    group.pendingSync.add(member.id)
    answerJoin(member, group.joinAnswer(member.id))
    expectSign(context, group, member)
  }
  clearTimeout(group.syncTimer)
  group.syncTimer = setTimeout(() => expirePendingSync(context, group), group.rebalanceTimeoutMs)
}

/** Members who never sent SyncGroup leave, and the others share anew. */
function expirePendingSync(context: GroupContext, group: Group): void {
  if (group.pendingSync.size === 0) return
  for (const id of [...group.pendingSync]) group.remove(id)
  prepareRebalance(context, group)
}
