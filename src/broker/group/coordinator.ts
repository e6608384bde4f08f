// The group coordinator: finds the group a request is about, and keeps groups and offsets in memory and on disk alike.
import { MAX_COMMITTED_OFFSETS, MAX_GROUP_NAME, MAX_GROUPS, MAX_OFFSET_METADATA } from '../limits.js'
import { type ErrorName, KafkaError } from '../protocol/errors.js'
import type { GroupContext } from './context.js'
import { Group, type JoinAnswer } from './group.js'
import { checkSession, type JoinRequest, join } from './join.js'
import { Offsets, type PlacedOffset } from './offsets.js'
import { memberLeft } from './rebalance.js'
import { restore } from './saved-group.js'
import { expectSign } from './session.js'
import { GroupStore } from './store.js'
import { subscribedTopics } from './subscription.js'
import { type SyncRequest, sync } from './sync.js'

export interface GroupOptions {
  folder: string
  initialRebalanceDelayMs: number
  log: (line: string) => void
}

export interface CommitRequest {
  memberId: string
  /** -1 for a consumer that is no member of a group. */
  generationId: number
  offsets: PlacedOffset[]
}

/** Every method that takes a group's name throws KafkaError with the code Kafka answers in that situation. */
export class GroupCoordinator {
  readonly offsets = new Offsets()
  readonly #groups = new Map<string, Group>()
  readonly #store: GroupStore
  readonly #context: GroupContext

  constructor({ folder, initialRebalanceDelayMs, log }: GroupOptions) {
    this.#store = new GroupStore(folder, this.#groups, this.offsets, (id, saved) => {
      this.#groups.set(id, restore(id, saved))
    })
    for (const id of this.offsets.groups()) if (!this.#groups.has(id)) this.#groups.set(id, new Group(id))
    const save = (group: Group) => {
      try {
        this.#store.saveGroup(group)
        this.#store.rewriteIfGrown()
      } catch (error) {
        // The group goes on; after a restart its members will simply join again.
        log(`group ${group.id} not saved: ${error}`)
      }
    }
    this.#context = { initialRebalanceDelayMs, save }
    for (const group of this.#groups.values()) {
      for (const member of group.members.values()) expectSign(this.#context, group, member)
    }
  }

  /** In order of creation. */
  all(): Group[] {
    return [...this.#groups.values()]
  }

  find(id: string): Group | undefined {
    return this.#groups.get(id)
  }

  join(groupId: string, request: JoinRequest): JoinAnswer | Promise<JoinAnswer> {
    checkName(groupId)
    checkSession(request.sessionTimeoutMs)
    const group = this.#groups.get(groupId)
    if (group) return join(this.#context, group, request)
    if (request.memberId !== '') throw new KafkaError('UNKNOWN_MEMBER_ID')
    return join(this.#context, this.#create(groupId), request)
  }

  sync(groupId: string, request: SyncRequest): Buffer | Promise<Buffer> {
    return sync(this.#context, this.#withMembers(groupId), request)
  }

  /** Throws REBALANCE_IN_PROGRESS to call the member back to JoinGroup. */
  heartbeat(groupId: string, memberId: string, generationId: number): void {
    const group = this.#withMembers(groupId)
    const member = group.member(memberId)
    if (generationId !== group.generation) throw new KafkaError('ILLEGAL_GENERATION')
    expectSign(this.#context, group, member)
    if (group.state === 'PreparingRebalance') throw new KafkaError('REBALANCE_IN_PROGRESS')
  }

  /** The error of each member, in order; NONE for those who left. */
  leave(groupId: string, memberIds: readonly string[]): ErrorName[] {
    const group = this.#withMembers(groupId)
    const errors = memberIds.map((id): ErrorName => {
      if (!group.members.has(id) && !group.pending.has(id)) return 'UNKNOWN_MEMBER_ID'
      group.remove(id)
      return 'NONE'
    })
    if (errors.includes('NONE')) memberLeft(this.#context, group)
    return errors
  }

  /** The error of each offset, in order. Throws where the whole commit is refused. */
  commit(groupId: string, { memberId, generationId, offsets }: CommitRequest): ErrorName[] {
    let group = this.#groups.get(groupId)
    if (!group) {
      if (generationId >= 0) throw new KafkaError('ILLEGAL_GENERATION')
      group = this.#create(groupId)
    }
    this.#checkCommit(group, memberId, generationId)
    const accepted = offsets.filter(({ metadata }) => metadata.length <= MAX_OFFSET_METADATA)
    if (this.offsets.count + accepted.length > MAX_COMMITTED_OFFSETS) throw new KafkaError('COORDINATOR_NOT_AVAILABLE')
    if (accepted.length > 0) {
      this.#onDisk(() => this.#store.saveOffsets(groupId, accepted))
      for (const placed of accepted) this.offsets.set(groupId, placed)
      this.#store.rewriteIfGrown()
    }
    return offsets.map(({ metadata }) =>
      metadata.length <= MAX_OFFSET_METADATA ? 'NONE' : 'OFFSET_METADATA_TOO_LARGE',
    )
  }

  /** Throws GROUP_ID_NOT_FOUND, or NON_EMPTY_GROUP while it has members. */
  delete(groupId: string): void {
    const group = this.#groups.get(groupId)
    if (!group) throw new KafkaError('GROUP_ID_NOT_FOUND')
    if (group.state !== 'Empty') throw new KafkaError('NON_EMPTY_GROUP')
    this.#onDisk(() => this.#store.deleteGroup(groupId))
    this.#groups.delete(groupId)
    this.offsets.deleteGroup(groupId)
    for (const id of [...group.pending.keys()]) group.remove(id)
  }

  /** Forgets offsets, but of topics a member reads: those get GROUP_SUBSCRIBED_TO_TOPIC. */
  deleteOffsets(groupId: string, places: readonly { topic: string; partition: number }[]): ErrorName[] {
    checkName(groupId)
    const group = this.#groups.get(groupId)
    if (!group) throw new KafkaError('GROUP_ID_NOT_FOUND')
    if (group.state !== 'Empty' && group.protocolType !== 'consumer') throw new KafkaError('NON_EMPTY_GROUP')
    const read = subscribedTopics(group)
    const isRead = ({ topic }: { topic: string }) => read === 'unknown' || read.has(topic)
    const known = places.filter((place) => !isRead(place) && this.offsets.get(groupId, place.topic, place.partition))
    if (known.length > 0) {
      this.#onDisk(() => this.#store.forgetOffsets(groupId, known))
      for (const { topic, partition } of known) this.offsets.delete(groupId, topic, partition)
    }
    return places.map((place) => (isRead(place) ? 'GROUP_SUBSCRIBED_TO_TOPIC' : 'NONE'))
  }

  /** Kafka forgets the offsets of a deleted topic. */
  topicDeleted(topic: string): void {
    this.#onDisk(() => this.#store.deleteTopic(topic))
    this.offsets.deleteTopic(topic)
  }

  /** Ends all timers, and closes the file. Members stay as saved: they may come back to the next broker. */
  close(): void {
    for (const group of this.#groups.values()) {
      clearTimeout(group.joinTimer)
      clearTimeout(group.syncTimer)
      for (const { session } of group.members.values()) clearTimeout(session)
      for (const timer of group.pending.values()) clearTimeout(timer)
    }
    this.#store.close()
  }

  #withMembers(groupId: string): Group {
    checkName(groupId)
    const group = this.#groups.get(groupId)
    if (!group) throw new KafkaError('UNKNOWN_MEMBER_ID')
    return group
  }

  #create(groupId: string): Group {
    if (groupId.length > MAX_GROUP_NAME) throw new KafkaError('INVALID_GROUP_ID')
    if (this.#groups.size >= MAX_GROUPS) this.#forgetIdleGroups()
    if (this.#groups.size >= MAX_GROUPS) throw new KafkaError('GROUP_MAX_SIZE_REACHED')
    const group = new Group(groupId)
    this.#groups.set(groupId, group)
    return group
  }

  /** Those with neither members nor offsets, which Kafka forgets every ten minutes. */
  #forgetIdleGroups(): void {
    for (const group of this.#groups.values()) {
      const idle = group.state === 'Empty' && group.pending.size === 0 && !this.offsets.has(group.id)
      if (idle) this.delete(group.id)
    }
  }

  #checkCommit(group: Group, memberId: string, generationId: number): void {
    if (generationId < 0 && group.state === 'Empty') return
    if (generationId < 0 && memberId === '') throw new KafkaError('UNKNOWN_MEMBER_ID')
    const member = group.member(memberId)
    if (generationId !== group.generation) throw new KafkaError('ILLEGAL_GENERATION')
    if (group.state === 'CompletingRebalance') throw new KafkaError('REBALANCE_IN_PROGRESS')
    // A commit is a sign of life.
    expectSign(this.#context, group, member)
  }

  /** What the disk refuses may be tried again: clients do, on this code. */
  #onDisk(write: () => void): void {
    try {
      write()
    } catch (error) {
      throw new KafkaError('COORDINATOR_NOT_AVAILABLE', String(error))
    }
  }
}

function checkName(groupId: string): void {
  if (groupId === '') throw new KafkaError('INVALID_GROUP_ID')
}
