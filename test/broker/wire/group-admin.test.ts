// Groups as administrators see them: described, listed, deleted, as Apache Kafka answers.
import { describe, expect, it } from 'vitest'
import { deleteGroups } from '../../../src/broker/messages/delete-groups.js'
import { describeGroups } from '../../../src/broker/messages/describe-groups.js'
import { listGroups } from '../../../src/broker/messages/list-groups.js'
import { errorName, setUp, subscription } from './member.js'
import type { Wire } from './wire.js'

async function describeGroup(wire: Wire, group: string) {
  return (await wire.send(describeGroups, 4, { groups: [group] })).groups[0]!
}

describe('describing, listing, deleting', () => {
  it('a group goes through its states', async () => {
    const { first, second, group } = await setUp(2)
    const state = async () => (await describeGroup(second.wire, group)).groupState
    expect(await state()).toBe('Dead')
    await first.joinOnce()
    expect(await state()).toBe('Empty')
    await first.joinOnce()
    expect(await state()).toBe('CompletingRebalance')
    await first.sync({ [first.id]: 'all' })
    const described = await describeGroup(second.wire, group)
    expect(described).toMatchObject({
      errorCode: 0,
      groupState: 'Stable',
      protocolType: 'consumer',
      protocolData: 'range',
    })
    expect(described.members).toEqual([
      {
        memberId: first.id,
        groupInstanceId: null,
        clientId: 'wire',
        clientHost: '/127.0.0.1',
        memberMetadata: subscription('range'),
        memberAssignment: Buffer.from('all'),
      },
    ])
    await second.joinOnce()
    const joining = second.joinOnce()
    const observer = first.wire
    await expect.poll(async () => (await describeGroup(observer, group)).groupState).toBe('PreparingRebalance')
    const during = await describeGroup(observer, group)
    expect(during).toMatchObject({ protocolType: 'consumer', protocolData: '' })
    expect(during.members.map(({ memberMetadata }) => memberMetadata.length)).toEqual([0, 0])
    await first.joinOnce()
    await joining
  })

  it('lists it with its type of protocol', async () => {
    const { first, group } = await setUp()
    await first.join()
    const { groups } = await first.wire.send(listGroups, 2, {})
    expect(groups).toContainEqual({ groupId: group, protocolType: 'consumer' })
  })

  it('deletes only a group without members', async () => {
    const { first, group } = await setUp()
    const remove = async () => {
      const { results } = await first.wire.send(deleteGroups, 1, { groupsNames: [group] })
      return errorName(results[0]!.errorCode)
    }
    expect(await remove()).toBe('GROUP_ID_NOT_FOUND')
    await first.join()
    expect(await remove()).toBe('NON_EMPTY_GROUP')
    await first.leave()
    expect(await remove()).toBe('NONE')
    expect(await remove()).toBe('GROUP_ID_NOT_FOUND')
  })
})
