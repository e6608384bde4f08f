// JoinGroup: who may enter, and what it starts.
import { MAX_GROUP_MEMBERS, MAX_MEMBER_BYTES } from '../limits.js'
import { KafkaError } from '../protocol/errors.js'
import type { GroupContext } from './context.js'
import { Group, type GroupProtocol, type JoinAnswer, type Member } from './group.js'
import { rebalanceOrComplete } from './rebalance.js'
import { expectPending, expectSign, NEW_MEMBER_TIMEOUT_MS } from './session.js'

export interface JoinRequest {
  memberId: string
  clientId: string
  clientHost: string
  sessionTimeoutMs: number
  rebalanceTimeoutMs: number
  protocolType: string
  protocols: GroupProtocol[]
  /** From version 4 on, a new member is first given its id and told to come back (KIP-394). */
  requireKnownMemberId: boolean
}

/** Kafka's group.min.session.timeout.ms and group.max.session.timeout.ms. */
const MIN_SESSION_MS = 6000
const MAX_SESSION_MS = 1_800_000

/** What a protocol takes in memory, its name and metadata apart. */
const PROTOCOL_BYTES = 200

/** Throws INVALID_SESSION_TIMEOUT outside Kafka's default limits. */
export function checkSession(sessionTimeoutMs: number): void {
  if (sessionTimeoutMs < MIN_SESSION_MS || sessionTimeoutMs > MAX_SESSION_MS) {
    throw new KafkaError('INVALID_SESSION_TIMEOUT')
  }
}

/** Resolves with the next generation once it is there. Throws or rejects with a KafkaError. */
export function join(context: GroupContext, group: Group, request: JoinRequest): JoinAnswer | Promise<JoinAnswer> {
  checkSize(group, request)
  if (!group.supports(request.protocolType, request.protocols)) throw new KafkaError('INCONSISTENT_GROUP_PROTOCOL')
  if (request.memberId === '') return joinNew(context, group, request)
  if (group.pending.has(request.memberId)) return enter(context, group, request.memberId, request)
  return rejoin(context, group, group.member(request.memberId), request)
}

function joinNew(context: GroupContext, group: Group, request: JoinRequest): Promise<JoinAnswer> {
  const id = Group.generateMemberId(request.clientId)
  if (!request.requireKnownMemberId) return enter(context, group, id, request)
  expectPending(context, group, id, request.sessionTimeoutMs)
  throw new MemberIdRequired(id)
}

/** MEMBER_ID_REQUIRED, with the id to come back with. */
export class MemberIdRequired extends KafkaError {
  readonly memberId: string
  constructor(memberId: string) {
    super('MEMBER_ID_REQUIRED')
    this.memberId = memberId
  }
}

function enter(context: GroupContext, group: Group, id: string, request: JoinRequest): Promise<JoinAnswer> {
  const { clientId, clientHost, sessionTimeoutMs, rebalanceTimeoutMs } = request
  const member: Member = {
    id,
    clientId,
    clientHost,
    sessionTimeoutMs,
    rebalanceTimeoutMs,
    protocols: ownProtocols(request),
    assignment: Buffer.alloc(0),
    isNew: true,
    join: undefined,
    sync: undefined,
    session: undefined,
  }
  if (group.members.size === 0) group.protocolType = request.protocolType
  if (group.state === 'PreparingRebalance' && group.isFirstRebalance) group.newMemberAdded = true
  group.add(member)
  const answer = waitForGeneration(member)
  expectSign(context, group, member, NEW_MEMBER_TIMEOUT_MS)
  rebalanceOrComplete(context, group)
  return answer
}

function rejoin(
  context: GroupContext,
  group: Group,
  member: Member,
  request: JoinRequest,
): JoinAnswer | Promise<JoinAnswer> {
  const unchanged = sameProtocols(member.protocols, request.protocols)
  // It may not have received the answer for this generation; a stable group's leader asks for a new one.
  const answerAgain =
    unchanged && (group.state === 'CompletingRebalance' || (group.state === 'Stable' && group.leader !== member.id))
  if (answerAgain) return group.joinAnswer(member.id)

  member.protocols = ownProtocols(request)
  member.sessionTimeoutMs = request.sessionTimeoutMs
  member.rebalanceTimeoutMs = request.rebalanceTimeoutMs
  const answer = waitForGeneration(member)
  rebalanceOrComplete(context, group)
  return answer
}

function waitForGeneration(member: Member): Promise<JoinAnswer> {
  // A retry replaces the request it repeats, which nobody reads the answer of.
  member.join?.reject(new KafkaError('UNKNOWN_MEMBER_ID'))
  return new Promise((resolve, reject) => {
    member.join = { resolve, reject }
  })
}

/** Copies: the request's bytes are views of a frame that will be reused. */
function ownProtocols(request: JoinRequest): GroupProtocol[] {
  return request.protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) }))
}

function sameProtocols(a: readonly GroupProtocol[], b: readonly GroupProtocol[]): boolean {
  return a.length === b.length && a.every((p, i) => p.name === b[i]!.name && p.metadata.equals(b[i]!.metadata))
}

function checkSize(group: Group, request: JoinRequest): void {
  const known = group.members.has(request.memberId) || group.pending.has(request.memberId)
  const full = group.members.size + group.pending.size >= MAX_GROUP_MEMBERS
  if (full && !known) throw new KafkaError('GROUP_MAX_SIZE_REACHED')
  let bytes = request.protocols.length * PROTOCOL_BYTES
  for (const { name, metadata } of request.protocols) bytes += name.length + metadata.length
  if (bytes > MAX_MEMBER_BYTES) throw new KafkaError('UNKNOWN_SERVER_ERROR')
}
