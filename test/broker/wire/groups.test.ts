// The group coordinator, step by step and code by code, as Apache Kafka answers.
import { describe, expect, it } from 'vitest'
import { MAX_MEMBER_BYTES } from '../../../src/broker/limits.js'
import { describeGroups } from '../../../src/broker/messages/describe-groups.js'
import { heartbeat } from '../../../src/broker/messages/heartbeat.js'
import { joinGroup } from '../../../src/broker/messages/join-group.js'
import { leaveGroup } from '../../../src/broker/messages/leave-group.js'
import { syncGroup } from '../../../src/broker/messages/sync-group.js'
import { errorName, type Join, Member, setUp, subscription } from './member.js'
import { embeddedOnly } from './target.js'
import type { Wire } from './wire.js'

async function describeGroup(wire: Wire, group: string) {
  return (await wire.send(describeGroups, 4, { groups: [group] })).groups[0]!
}

/** All enter the same generation; the leader, and each one's answer in order. */
async function gather(members: Member[], wanted: (index: number) => Join = () => ({})) {
  const [first, ...others] = members
  await first!.join(wanted(0))
  await first!.sync()
  for (const [i, member] of others.entries()) await member.joinOnce(wanted(i + 1))
  const joined = await Promise.all(members.map((member, i) => member.joinOnce(wanted(i))))
  const leader = members.find((member) => member.id === joined[0]!.leader)!
  return { joined, leader, follower: members.find((member) => member !== leader)! }
}

/** As gather, and the leader hands each its assignment. */
async function stable(members: Member[]) {
  const { leader, follower } = await gather(members)
  const assignments = Object.fromEntries(members.map(({ id }) => [id, `for ${id}`]))
  const synced = await Promise.all(members.map((member) => member.sync(member === leader ? assignments : {})))
  expect(synced).toEqual(members.map(({ id }) => ({ error: 'NONE', assignment: `for ${id}` })))
  return { leader, follower }
}

describe('joining', () => {
  it('a new member is first given its id, from version 4 on', async () => {
    const { first } = await setUp()
    const answer = await first.joinOnce()
    expect(answer).toMatchObject({ error: 'MEMBER_ID_REQUIRED', generationId: -1, leader: '', members: [] })
    expect(answer.memberId).toMatch(/^wire-[0-9a-f-]{36}$/)
    const again = await first.joinOnce()
    expect(again).toMatchObject({ error: 'NONE', generationId: 1, leader: first.id, protocolName: 'range' })
    expect(again.members).toEqual([{ memberId: first.id, groupInstanceId: null, metadata: subscription('range') }])
  })

  it('before version 4 it enters at once', async () => {
    const { first } = await setUp()
    expect(await first.joinOnce({}, 3)).toMatchObject({ error: 'NONE', generationId: 1 })
  })

  it.each([
    ['an empty group name', { groupId: '' }, 'INVALID_GROUP_ID'],
    ['a session of less than 6 s', { sessionTimeoutMs: 5999 }, 'INVALID_SESSION_TIMEOUT'],
    ['a session of more than 30 min', { sessionTimeoutMs: 1_800_001 }, 'INVALID_SESSION_TIMEOUT'],
    ['an id nobody was given', { memberId: 'stranger' }, 'UNKNOWN_MEMBER_ID'],
    ['no protocol', { protocols: [] }, 'INCONSISTENT_GROUP_PROTOCOL'],
    ['no protocol type', { protocolType: '' }, 'INCONSISTENT_GROUP_PROTOCOL'],
  ])('refuses %s', async (_what, wanted, code) => {
    const { first } = await setUp()
    expect((await first.joinOnce(wanted)).error).toBe(code)
  })

  it('refuses who shares no protocol with the members', async () => {
    const { first, second } = await setUp(2)
    await first.join({ names: ['range'] })
    expect((await second.joinOnce({ names: ['sticky'] })).error).toBe('INCONSISTENT_GROUP_PROTOCOL')
    expect((await second.joinOnce({ protocolType: 'connect' })).error).toBe('INCONSISTENT_GROUP_PROTOCOL')
  })

  it('calls the members back when one arrives; the leader alone is told who they are', async () => {
    const { first, second } = await setUp(2)
    await first.join()
    expect(await first.sync({ [first.id]: 'everything' })).toEqual({ error: 'NONE', assignment: 'everything' })
    expect(await first.heartbeat()).toBe('NONE')

    await second.joinOnce()
    const joining = second.joinOnce()
    await expect.poll(() => first.heartbeat()).toBe('REBALANCE_IN_PROGRESS')
    expect(await first.sync()).toMatchObject({ error: 'REBALANCE_IN_PROGRESS' })
    const [leading, following] = await Promise.all([first.joinOnce(), joining])
    expect(leading).toMatchObject({ error: 'NONE', generationId: 2, leader: first.id })
    expect(leading.members.map(({ memberId }) => memberId).sort()).toEqual([first.id, second.id].sort())
    expect(following).toMatchObject({ error: 'NONE', generationId: 2, leader: first.id, members: [] })
  })

  it('chooses the protocol all know that most prefer', async () => {
    const { members } = await setUp(3)
    const names = [
      ['range', 'sticky', 'own'],
      ['sticky', 'range'],
      ['sticky', 'other', 'range'],
    ]
    const { joined } = await gather(members, (i) => ({ names: names[i] }))
    expect(joined.map(({ protocolName }) => protocolName)).toEqual(['sticky', 'sticky', 'sticky'])
    expect(joined.flatMap((answer) => answer.members)).toHaveLength(3)
  })

  it('answers a follower that has not changed with the same generation; a leader starts a new one', async () => {
    const { first, second } = await setUp(2)
    const { leader, follower } = await stable([first, second])
    const { generation } = leader
    expect(await follower.joinOnce()).toMatchObject({ error: 'NONE', generationId: generation, members: [] })
    expect(await follower.sync()).toMatchObject({ error: 'NONE', assignment: `for ${follower.id}` })
    const joining = leader.joinOnce()
    await expect.poll(() => follower.heartbeat()).toBe('REBALANCE_IN_PROGRESS')
    await follower.joinOnce()
    expect(await joining).toMatchObject({ error: 'NONE', generationId: generation + 1 })
  })

  it('a follower whose subscription changed starts a new generation', async () => {
    const { first, second } = await setUp(2)
    const { leader, follower } = await stable([first, second])
    const protocols = [{ name: 'range', metadata: subscription('something else') }]
    const joining = follower.joinOnce({ protocols })
    await expect.poll(() => leader.heartbeat()).toBe('REBALANCE_IN_PROGRESS')
    await leader.joinOnce()
    expect(await joining).toMatchObject({ error: 'NONE' })
    expect(follower.generation).toBe(leader.generation)
  })

  embeddedOnly('refuses static members', async () => {
    const { first } = await setUp()
    expect((await first.joinOnce({ groupInstanceId: 'desk-1' })).error).toBe('UNSUPPORTED_VERSION')
  })

  embeddedOnly('refuses a member that shows more than it may', async () => {
    const { first } = await setUp()
    const protocols = [{ name: 'range', metadata: Buffer.alloc(MAX_MEMBER_BYTES) }]
    const answer = await first.wire.send(joinGroup, 1, {
      groupId: first.group,
      sessionTimeoutMs: 6000,
      memberId: '',
      protocolType: 'consumer',
      protocols,
    })
    expect(errorName(answer.errorCode)).toBe('UNKNOWN_SERVER_ERROR')
  })
})

describe('who does not come back', () => {
  it('to join within the rebalance time-out is dropped', async () => {
    const { first, second } = await setUp(2)
    await first.join({ rebalanceTimeoutMs: 1000 })
    await first.sync({ [first.id]: 'all' })
    const started = Date.now()
    const joined = await second.join({ rebalanceTimeoutMs: 1000 })
    expect(Date.now() - started).toBeGreaterThan(900)
    expect(joined).toMatchObject({ error: 'NONE', generationId: 2, leader: second.id })
    expect(await first.heartbeat()).toBe('UNKNOWN_MEMBER_ID')
  })

  it('to sync within the rebalance time-out is dropped, and the others share anew', async () => {
    const { members } = await setUp(2)
    const { leader, follower: silent } = await gather(members, () => ({ rebalanceTimeoutMs: 1000 }))
    expect((await leader.sync()).error).toBe('NONE')
    await expect.poll(() => leader.heartbeat(), { timeout: 5000 }).toBe('REBALANCE_IN_PROGRESS')
    expect(await silent.heartbeat()).toBe('UNKNOWN_MEMBER_ID')
    expect(await leader.joinOnce()).toMatchObject({ error: 'NONE', generationId: leader.generation })
  })

  it('to give a sign of life within the session is dropped', async () => {
    const { first, second } = await setUp(2)
    const { leader, follower: silent } = await stable([first, second])
    const started = Date.now()
    await expect.poll(() => leader.heartbeat(), { timeout: 9000, interval: 200 }).toBe('REBALANCE_IN_PROGRESS')
    expect(Date.now() - started).toBeGreaterThan(5500)
    expect(await silent.heartbeat()).toBe('UNKNOWN_MEMBER_ID')
    expect(await leader.joinOnce()).toMatchObject({ error: 'NONE', members: [{ memberId: leader.id }] })
  })

  it('with the id it was given holds the others up no longer than its session', async () => {
    const { first, second } = await setUp(2)
    await first.join({ rebalanceTimeoutMs: 60_000 })
    await first.sync()
    await second.joinOnce()
    const started = Date.now()
    // The leader starts a new generation: the place kept for the second one is waited for.
    expect(await first.joinOnce({ rebalanceTimeoutMs: 60_000 })).toMatchObject({ error: 'NONE', generationId: 2 })
    expect(Date.now() - started).toBeGreaterThan(5500)
    expect((await second.joinOnce()).error).toBe('UNKNOWN_MEMBER_ID')
  })
})

describe('syncing and heartbeats', () => {
  it('are refused to strangers and to other generations', async () => {
    const { first, connect, group } = await setUp()
    const stranger = new Member(await connect(), group)
    stranger.generation = 1
    expect((await stranger.sync()).error).toBe('UNKNOWN_MEMBER_ID')
    expect(await stranger.heartbeat()).toBe('UNKNOWN_MEMBER_ID')
    await first.join()
    expect((await stranger.sync()).error).toBe('UNKNOWN_MEMBER_ID')
    expect(await stranger.heartbeat()).toBe('UNKNOWN_MEMBER_ID')
    expect((await first.sync({}, 7)).error).toBe('ILLEGAL_GENERATION')
    expect(await first.heartbeat(0)).toBe('ILLEGAL_GENERATION')
    // A sign of life is welcome while the assignments are awaited.
    expect(await first.heartbeat()).toBe('NONE')
  })

  it('are refused without a group name', async () => {
    const { first } = await setUp()
    const wire = first.wire
    const nobody = { groupId: '', generationId: 1, memberId: 'x' }
    expect(errorName((await wire.send(heartbeat, 0, nobody)).errorCode)).toBe('INVALID_GROUP_ID')
    const syncing = await wire.send(syncGroup, 0, { ...nobody, assignments: [] })
    expect(errorName(syncing.errorCode)).toBe('INVALID_GROUP_ID')
    expect(errorName((await wire.send(leaveGroup, 0, { groupId: '', memberId: 'x' })).errorCode)).toBe(
      'INVALID_GROUP_ID',
    )
  })

  it('followers wait for the leader, and members it forgot get nothing', async () => {
    const { members } = await setUp(2)
    const { leader, follower } = await gather(members)
    const waiting = follower.sync()
    expect(await leader.sync({ [leader.id]: 'mine' })).toEqual({ error: 'NONE', assignment: 'mine' })
    expect(await waiting).toEqual({ error: 'NONE', assignment: '' })
  })
})

describe('leaving', () => {
  it('makes the others share anew, and the last one leaves the group empty', async () => {
    const { first, second } = await setUp(2)
    const { leader, follower } = await stable([first, second])
    expect(await leader.leave()).toEqual(['NONE', 'NONE'])
    await expect.poll(() => follower.heartbeat()).toBe('REBALANCE_IN_PROGRESS')
    expect(await follower.joinOnce()).toMatchObject({ error: 'NONE', leader: follower.id })
    await follower.sync()
    await follower.leave()
    const group = await describeGroup(first.wire, first.group)
    expect(group).toMatchObject({ groupState: 'Empty', protocolType: 'consumer', members: [] })
  })

  it('is refused to strangers, member by member from version 3 on', async () => {
    const { first, group } = await setUp()
    first.id = 'stranger'
    expect(await first.leave()).toContain('UNKNOWN_MEMBER_ID')
    first.id = ''
    await first.join()
    const wire = first.wire
    const members = ['stranger', first.id].map((memberId) => ({ memberId, groupInstanceId: null }))
    const answer = await wire.send(leaveGroup, 3, { groupId: group, members })
    expect(answer.members.map(({ errorCode }) => errorName(errorCode))).toEqual(['UNKNOWN_MEMBER_ID', 'NONE'])
    const old = await wire.send(leaveGroup, 1, { groupId: group, memberId: 'stranger' })
    expect(errorName(old.errorCode)).toBe('UNKNOWN_MEMBER_ID')
  })

  it('may be done by one who was only given its id', async () => {
    const { first } = await setUp()
    await first.joinOnce()
    expect(await first.leave()).toEqual(['NONE', 'NONE'])
    expect((await first.joinOnce()).error).toBe('UNKNOWN_MEMBER_ID')
  })
})
