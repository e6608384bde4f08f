// A group member that does one step of the protocol at a time.
import { heartbeat } from '../../../src/broker/messages/heartbeat.js'
import { joinGroup } from '../../../src/broker/messages/join-group.js'
import { leaveGroup } from '../../../src/broker/messages/leave-group.js'
import { offsetCommit } from '../../../src/broker/messages/offset-commit.js'
import { syncGroup } from '../../../src/broker/messages/sync-group.js'
import { type ErrorName, errorCodes } from '../../../src/broker/protocol/errors.js'
import { target, unique } from './target.js'
import type { Answered, Asked, Wire } from './wire.js'

export function errorName(code: number): ErrorName | undefined {
  return (Object.keys(errorCodes) as ErrorName[]).find((name) => errorCodes[name] === code)
}

export type Join = Partial<Asked<typeof joinGroup>> & { names?: string[] }
export type Joined = Answered<typeof joinGroup> & { error: ErrorName | undefined }

export class Member {
  readonly wire: Wire
  readonly group: string
  id = ''
  generation = -1

  constructor(wire: Wire, group: string) {
    this.wire = wire
    this.group = group
  }

  /** One JoinGroup; remembers the id and the generation it is given. `names`: the protocols, by preference. */
  async joinOnce({ names = ['range'], ...wanted }: Join = {}, version = 5): Promise<Joined> {
    const answer = await this.wire.send(joinGroup, version, {
      groupId: this.group,
      sessionTimeoutMs: 6000,
      rebalanceTimeoutMs: 5000,
      memberId: this.id,
      protocolType: 'consumer',
      protocols: names.map((name) => ({ name, metadata: subscription(name) })),
      ...wanted,
    })
    const error = errorName(answer.errorCode)
    if (error === 'MEMBER_ID_REQUIRED' || error === 'NONE') this.id = answer.memberId
    if (error === 'NONE') this.generation = answer.generationId
    return { ...answer, error }
  }

  /** Joins as clients do: again with its id when told to. */
  async join(wanted: Join = {}): Promise<Joined> {
    const first = await this.joinOnce(wanted)
    return first.error === 'MEMBER_ID_REQUIRED' ? this.joinOnce(wanted) : first
  }

  async sync(assignments: Record<string, string> = {}, generation = this.generation) {
    const { errorCode, assignment } = await this.wire.send(syncGroup, 3, {
      groupId: this.group,
      generationId: generation,
      memberId: this.id,
      assignments: Object.entries(assignments).map(([memberId, text]) => ({ memberId, assignment: Buffer.from(text) })),
    })
    return { error: errorName(errorCode), assignment: assignment.toString() }
  }

  async heartbeat(generation = this.generation) {
    const body = { groupId: this.group, generationId: generation, memberId: this.id }
    return errorName((await this.wire.send(heartbeat, 3, body)).errorCode)
  }

  async leave() {
    const members = [{ memberId: this.id, groupInstanceId: null }]
    const answer = await this.wire.send(leaveGroup, 3, { groupId: this.group, members })
    return [errorName(answer.errorCode), ...answer.members.map(({ errorCode }) => errorName(errorCode))]
  }

  async commit(topic: string, offset: number, wanted: Partial<Asked<typeof offsetCommit>> = {}) {
    const partitions = [{ partitionIndex: 0, committedOffset: offset, committedMetadata: 'note' }]
    const { topics } = await this.wire.send(offsetCommit, 7, {
      groupId: this.group,
      generationId: this.generation,
      memberId: this.id,
      topics: [{ name: topic, partitions }],
      ...wanted,
    })
    return errorName(topics[0]!.partitions[0]!.errorCode)
  }
}

/** A consumer's subscription to one topic, of this name. */
export function subscription(topic: string): Buffer {
  const bytes = Buffer.alloc(2 + 4 + 2 + topic.length + 4)
  bytes.writeInt32BE(1, 2)
  bytes.writeInt16BE(topic.length, 6)
  bytes.write(topic, 8)
  bytes.writeInt32BE(-1, bytes.length - 4)
  return bytes
}

/** A group of its own with that many members to be, a connection each. */
export async function setUp(count = 1) {
  const connect = await target()
  const group = unique('group')
  const members: Member[] = []
  for (let i = 0; i < count; i++) members.push(new Member(await connect(), group))
  return { connect, group, members, first: members[0]!, second: members[1]!, third: members[2]! }
}
