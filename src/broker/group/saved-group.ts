// A group as it is kept over a restart, in JSON: its generation and its members, who may go on as if nothing happened.
import { Group } from './group.js'

export interface SavedGroup {
  generation: number
  protocolType: string
  protocol: string
  leader: string
  members: SavedMember[]
}

interface SavedMember {
  id: string
  clientId: string
  clientHost: string
  sessionTimeoutMs: number
  rebalanceTimeoutMs: number
  /** Metadata and assignment in base64. */
  protocols: { name: string; metadata: string }[]
  assignment: string
}

export function save(group: Group): SavedGroup {
  const { generation, protocolType = '', protocol = '', leader = '' } = group
  // Between two generations nobody has an assignment to go on with: after a restart, they join again.
  const settled = group.state === 'Stable' ? [...group.members.values()] : []
  const members = settled.map((member) => {
    const { id, clientId, clientHost, sessionTimeoutMs, rebalanceTimeoutMs } = member
    const protocols = member.protocols.map(({ name, metadata }) => ({ name, metadata: metadata.toString('base64') }))
    const assignment = member.assignment.toString('base64')
    return { id, clientId, clientHost, sessionTimeoutMs, rebalanceTimeoutMs, protocols, assignment }
  })
  return { generation, protocolType, protocol, leader, members }
}

export function restore(id: string, saved: SavedGroup): Group {
  const group = new Group(id)
  group.generation = saved.generation
  group.protocolType = saved.protocolType || undefined
  group.protocol = saved.protocol || undefined
  for (const member of saved.members) {
    group.members.set(member.id, {
      ...member,
      protocols: member.protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata, 'base64') })),
      assignment: Buffer.from(member.assignment, 'base64'),
      isNew: false,
      join: undefined,
      sync: undefined,
      session: undefined,
    })
  }
  if (group.members.size > 0) {
    group.state = 'Stable'
    group.leader = saved.leader
  }
  return group
}
