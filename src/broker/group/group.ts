// A consumer group's state and members: Kafka's classic protocol, dynamic members only.
import { randomUUID } from 'node:crypto'
import { KafkaError } from '../protocol/errors.js'

/** Kafka's words, as DescribeGroups shows them; a group that does not exist is described as Dead. */
export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable'

export interface GroupProtocol {
  name: string
  metadata: Buffer
}

export interface JoinAnswer {
  generationId: number
  protocolName: string
  leader: string
  memberId: string
  /** Every member with its metadata for the leader, empty for the others. */
  members: { memberId: string; metadata: Buffer }[]
}

/** The answer's other fields when a join is refused. */
export const NO_GENERATION: Omit<JoinAnswer, 'memberId'> = {
  generationId: -1,
  protocolName: '',
  leader: '',
  members: [],
}

export interface Member {
  readonly id: string
  readonly clientId: string
  readonly clientHost: string
  sessionTimeoutMs: number
  rebalanceTimeoutMs: number
  /** In the member's order of preference. */
  protocols: GroupProtocol[]
  assignment: Buffer
  /** Until its first generation: it may then expire even while it waits. */
  isNew: boolean
  /** Answers its JoinGroup, or its SyncGroup, while that waits. */
  join: Waiting<JoinAnswer> | undefined
  sync: Waiting<Buffer> | undefined
  session: NodeJS.Timeout | undefined
}

interface Waiting<T> {
  resolve(answer: T): void
  reject(error: KafkaError): void
}

export class Group {
  readonly id: string
  state: GroupState = 'Empty'
  generation = 0
  /** Undefined for a group known by its commits only. */
  protocolType: string | undefined
  /** The assignor chosen for this generation. */
  protocol: string | undefined
  leader: string | undefined
  /** In order of arrival. */
  readonly members = new Map<string, Member>()
  /** Ids given to clients told to come back with them (KIP-394), with the timer that forgets them. */
  readonly pending = new Map<string, NodeJS.Timeout>()
  /** Members told of this generation whose SyncGroup has not come. */
  readonly pendingSync = new Set<string>()
  /** In PreparingRebalance: whether the group was empty before, so that its first members are given time. */
  isFirstRebalance = false
  newMemberAdded = false
  joinTimer: NodeJS.Timeout | undefined
  syncTimer: NodeJS.Timeout | undefined

  constructor(id: string) {
    this.id = id
  }

  static generateMemberId(clientId: string): string {
    return `${clientId}-${randomUUID()}`
  }

  /** Throws UNKNOWN_MEMBER_ID. */
  member(id: string): Member {
    const member = this.members.get(id)
    if (!member) throw new KafkaError('UNKNOWN_MEMBER_ID')
    return member
  }

  add(member: Member): void {
    this.leader ??= member.id
    this.members.set(member.id, member)
    clearTimeout(this.pending.get(member.id))
    this.pending.delete(member.id)
  }

  /** Forgets a member or a pending one, with its timers; its waiting join is answered UNKNOWN_MEMBER_ID. */
  remove(id: string): void {
    const member = this.members.get(id)
    if (member) {
      clearTimeout(member.session)
      answerJoin(member, new KafkaError('UNKNOWN_MEMBER_ID'))
      answerSync(member, new KafkaError('UNKNOWN_MEMBER_ID'))
      this.members.delete(id)
    }
    if (this.leader === id) this.leader = this.members.keys().next().value
    clearTimeout(this.pending.get(id))
    this.pending.delete(id)
    this.pendingSync.delete(id)
  }

  get allJoined(): boolean {
    if (this.pending.size > 0) return false
    for (const member of this.members.values()) if (!member.join) return false
    return true
  }

  /** The longest of its members'. */
  get rebalanceTimeoutMs(): number {
    let longest = 0
    for (const member of this.members.values()) longest = Math.max(longest, member.rebalanceTimeoutMs)
    return longest
  }

  /** Whether a member with these could share a protocol with all the others. */
  supports(protocolType: string, protocols: readonly GroupProtocol[]): boolean {
    if (this.members.size === 0) return protocolType !== '' && protocols.length > 0
    if (this.protocolType !== protocolType) return false
    const shared = this.#sharedProtocols()
    return protocols.some(({ name }) => shared.has(name))
  }

  /** The protocol all support that most members prefer; on a tie, the one first voted for. */
  selectProtocol(): string {
    const shared = this.#sharedProtocols()
    const votes = new Map<string, number>()
    for (const { protocols } of this.members.values()) {
      const choice = protocols.find(({ name }) => shared.has(name))
      if (choice) votes.set(choice.name, (votes.get(choice.name) ?? 0) + 1)
    }
    let chosen = ''
    for (const [name, count] of votes) if (chosen === '' || count > votes.get(chosen)!) chosen = name
    return chosen
  }

  #sharedProtocols(): Set<string> {
    const counts = new Map<string, number>()
    for (const { protocols } of this.members.values()) {
      for (const name of new Set(protocols.map((protocol) => protocol.name))) {
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
    }
    return new Set([...counts.keys()].filter((name) => counts.get(name) === this.members.size))
  }

  /** The answer to this member's JoinGroup for the current generation. */
  joinAnswer(memberId: string): JoinAnswer {
    const members = []
    if (memberId === this.leader) {
      for (const member of this.members.values()) {
        members.push({ memberId: member.id, metadata: metadataFor(member, this.protocol) })
      }
    }
    const { generation, protocol = '', leader = '' } = this
    return { generationId: generation, protocolName: protocol, leader, memberId, members }
  }
}

/** What the member says of itself under this protocol. */
export function metadataFor(member: Member, protocol: string | undefined): Buffer {
  return member.protocols.find(({ name }) => name === protocol)?.metadata ?? Buffer.alloc(0)
}

/** Answers the member's waiting JoinGroup, if one waits. */
export function answerJoin(member: Member, answer: JoinAnswer | KafkaError): void {
  const waiting = member.join
  member.join = undefined
  if (answer instanceof KafkaError) waiting?.reject(answer)
  else waiting?.resolve(answer)
}

/** Answers the member's waiting SyncGroup, if one waits; says whether one did. */
export function answerSync(member: Member, answer: Buffer | KafkaError): boolean {
  const waiting = member.sync
  if (!waiting) return false
  member.sync = undefined
  if (answer instanceof KafkaError) waiting.reject(answer)
  else waiting.resolve(answer)
  return true
}
