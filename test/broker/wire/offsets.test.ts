// Committed offsets, code by code, as Apache Kafka answers.
import { describe, expect, it } from 'vitest'
import { deleteGroups } from '../../../src/broker/messages/delete-groups.js'
import { deleteTopics } from '../../../src/broker/messages/delete-topics.js'
import { describeGroups } from '../../../src/broker/messages/describe-groups.js'
import { offsetDelete } from '../../../src/broker/messages/offset-delete.js'
import { offsetFetch } from '../../../src/broker/messages/offset-fetch.js'
import { until } from '../support.js'
import { errorName, Member, subscription } from './member.js'
import { newTopic, onKafka3, target, unique } from './target.js'
import type { Wire } from './wire.js'

async function setUp(partitions = 1) {
  const connect = await target()
  const wire = await connect()
  const group = unique('group')
  const topic = await newTopic(wire, { numPartitions: partitions })
  return { connect, wire, group, topic, member: new Member(wire, group) }
}

async function committed(wire: Wire, group: string, topic: string, partitionIndexes = [0]) {
  const answer = await wire.send(offsetFetch, 5, { groupId: group, topics: [{ name: topic, partitionIndexes }] })
  expect(answer.errorCode).toBe(0)
  return answer.topics[0]!.partitions.map(({ committedOffset }) => committedOffset)
}

describe('committing', () => {
  it('needs no member: a group is made of it', async () => {
    const { wire, member, group, topic } = await setUp()
    expect(await committed(wire, group, topic)).toEqual([-1])
    expect(await member.commit(topic, 5)).toBe('NONE')
    expect(await member.commit(topic, 3)).toBe('NONE')
    expect(await committed(wire, group, topic)).toEqual([3])
    const { groups } = await wire.send(describeGroups, 4, { groups: [group] })
    expect(groups[0]).toMatchObject({ errorCode: 0, groupState: 'Empty', protocolType: '', members: [] })
  })

  it('keeps metadata and leader epoch', async () => {
    const { wire, member, group, topic } = await setUp()
    const partitions = [{ partitionIndex: 0, committedOffset: 7, committedLeaderEpoch: 0, committedMetadata: 'où ?' }]
    await member.commit(topic, 0, { topics: [{ name: topic, partitions }] })
    const all = await wire.send(offsetFetch, 5, { groupId: group, topics: null })
    expect(all.topics).toEqual([
      {
        name: topic,
        partitions: [
          { partitionIndex: 0, committedOffset: 7, committedLeaderEpoch: 0, metadata: 'où ?', errorCode: 0 },
        ],
      },
    ])
  })

  it('refuses too much metadata, unknown topics and partitions, and generations of an unknown group', async () => {
    const { member, topic } = await setUp()
    const partitions = [{ partitionIndex: 0, committedOffset: 7, committedMetadata: 'x'.repeat(4097) }]
    expect(await member.commit(topic, 0, { topics: [{ name: topic, partitions }] })).toBe('OFFSET_METADATA_TOO_LARGE')
    expect(await member.commit(unique('nowhere'), 0)).toBe('UNKNOWN_TOPIC_OR_PARTITION')
    const absent = [{ partitionIndex: 9, committedOffset: 1, committedMetadata: null }]
    const answer = await member.commit(topic, 0, { topics: [{ name: topic, partitions: absent }] })
    expect(answer).toBe('UNKNOWN_TOPIC_OR_PARTITION')
    const other = { groupId: unique('other'), memberId: 'someone' }
    expect(await member.commit(topic, 0, { ...other, generationId: 0 })).toBe('ILLEGAL_GENERATION')
  })

  it('in a group with members is theirs alone, in their generation', async () => {
    const { member, connect, group, topic, wire } = await setUp()
    await member.join()
    expect(await member.commit(topic, 1)).toBe('REBALANCE_IN_PROGRESS')
    await member.sync()
    expect(await member.commit(topic, 1)).toBe('NONE')
    expect(await member.commit(topic, 2, { generationId: 8 })).toBe('ILLEGAL_GENERATION')
    expect(await member.commit(topic, 2, { generationId: -1 })).toBe('ILLEGAL_GENERATION')
    expect(await member.commit(topic, 2, { memberId: 'stranger' })).toBe('UNKNOWN_MEMBER_ID')
    const outsider = new Member(await connect(), group)
    expect(await outsider.commit(topic, 2)).toBe('UNKNOWN_MEMBER_ID')

    // Those called back to JoinGroup may still commit what they have read.
    await outsider.joinOnce()
    const joining = outsider.joinOnce()
    await expect.poll(() => member.heartbeat()).toBe('REBALANCE_IN_PROGRESS')
    expect(await member.commit(topic, 4)).toBe('NONE')
    expect(await committed(wire, group, topic)).toEqual([4])
    await member.joinOnce()
    await joining
  })
})

describe('forgetting', () => {
  const remove = async (wire: Wire, groupId: string, name: string, partitionIndex = 0) => {
    const answer = await wire.send(offsetDelete, 0, { groupId, topics: [{ name, partitions: [{ partitionIndex }] }] })
    return [answer.errorCode, ...answer.topics.flatMap((t) => t.partitions.map((p) => p.errorCode))].map(errorName)
  }

  it('one offset', async () => {
    const { wire, member, group, topic } = await setUp()
    expect(await remove(wire, group, topic)).toEqual(['GROUP_ID_NOT_FOUND'])
    await member.commit(topic, 5)
    expect(await remove(wire, group, topic, 9)).toEqual(['NONE', 'UNKNOWN_TOPIC_OR_PARTITION'])
    expect(await remove(wire, group, unique('nowhere'))).toEqual(['NONE', 'UNKNOWN_TOPIC_OR_PARTITION'])
    expect(await remove(wire, group, topic)).toEqual(['NONE', 'NONE'])
    // Before version 4, Kafka forgets a group without members or offsets.
    expect(await remove(wire, group, topic)).toEqual(onKafka3 ? ['GROUP_ID_NOT_FOUND'] : ['NONE', 'NONE'])
    expect(await committed(wire, group, topic)).toEqual([-1])
  })

  it('not of a topic that a member reads', async () => {
    const { wire, member, group, topic } = await setUp()
    const other = await newTopic(wire)
    await member.join({ protocols: [{ name: 'range', metadata: subscription(topic) }] })
    await member.sync()
    await member.commit(topic, 5)
    await member.commit(other, 5)
    expect(await remove(wire, group, topic)).toEqual(['NONE', 'GROUP_SUBSCRIBED_TO_TOPIC'])
    expect(await remove(wire, group, other)).toEqual(['NONE', 'NONE'])
    expect(await committed(wire, group, topic)).toEqual([5])
    expect(await committed(wire, group, other)).toEqual([-1])
  })

  it('not while members use another protocol than the consumers’', async () => {
    const { wire, member, group, topic } = await setUp()
    await member.join({ protocolType: 'connect' })
    await member.sync()
    expect(await remove(wire, group, topic)).toEqual(['NON_EMPTY_GROUP'])
  })

  it('all of them with the group, and with the topic', async () => {
    const { wire, member, group, topic } = await setUp()
    await member.commit(topic, 5)
    await wire.send(deleteGroups, 1, { groupsNames: [group] })
    expect(await committed(wire, group, topic)).toEqual([-1])
    await member.commit(topic, 5)
    await wire.send(deleteTopics, 3, { topicNames: [topic], timeoutMs: 5000 })
    await until('the offset has gone', async () => (await committed(wire, group, topic))[0] === -1)
  })
})
