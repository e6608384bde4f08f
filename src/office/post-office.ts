// What a lesson may ask of a post office, whichever it is: embedded, in Docker, or an existing cluster.
import { ProgramError } from '../programs/program-error.js'

export type OfficeKind = 'embedded' | 'docker' | 'existing'

/** What this office lets a lesson do for real; a lesson says « simplifié » or « indisponible » by it. */
export interface Abilities {
  /** Closed and reopened by us. */
  close: boolean
  /** Killed with kill -9 by us. */
  crash: boolean
  /** Its log files can be read on this machine. */
  files: boolean
}

export interface PostOffice {
  readonly kind: OfficeKind
  readonly can: Abilities
  /** Bootstrap addresses, `host:port`. Known from the start: they survive close and reopen. */
  readonly brokers: string[]
  /** Variables a program needs to be let in, added to its environment; those it must not have are empty. */
  readonly environment: Record<string, string>
  readonly inspector: Inspector
  /** Starts it, or joins it; resolves when Kafka itself answers. Rejects with an OfficeError. */
  open(): Promise<void>
  /** Stops it cleanly; what it stored stays. */
  close(): Promise<void>
  /** kill -9. */
  crash(): Promise<void>
  /** The name on the broker of a course topic or group: prefixed on offices that are not ours alone. */
  fullName(name: string): string
  /** The first log segment of a drawer, where `can.files`. */
  logFile(topic: string, partition: number): string | undefined
  /** Ends all it started and deletes only what it created. Safe to call twice. */
  dispose(): Promise<void>
}

export interface DrawerOffsets {
  partition: number
  /** First offset kept. */
  start: number
  /** Offset the next letter gets. */
  end: number
}

export interface Bookmark {
  partition: number
  /** Next offset to read; undefined when the group has none here. */
  offset: number | undefined
}

/** The offices of the network that keep a drawer, by their numbers. */
interface Copies {
  partition: number
  /** The one that files and hands out its letters. */
  leader: number
  replicas: number[]
  /** Those whose copy is up to date (in-sync replicas). */
  inSync: number[]
}

export interface GroupState {
  /** Kafka's own word: Stable, Empty, PreparingRebalance, CompletingRebalance, Dead. */
  state: string
  members: { memberId: string; clientId: string; partitions: number[] }[]
}

export interface Letter {
  partition: number
  offset: number
  /** Milliseconds since the epoch. */
  timestamp: number
  key: string | undefined
  value: Buffer
}

/** What whoever runs an office may do to it. Names are short names. */
export interface Acts {
  /** Sets a team's bookmark in one drawer. Rejects with OfficeError `group-not-empty` while the team has a reader. */
  moveBookmark(group: string, topic: string, partition: number, offset: number): Promise<void>
  /** Discards a drawer's letters before this offset (DeleteRecords). */
  discardBefore(topic: string, partition: number, offset: number): Promise<void>
  /** Brings the counter to this many drawers, more than it has. */
  addDrawers(topic: string, total: number): Promise<void>
  /** Changes the topic's settings, by Kafka's names; those not given go back to their defaults (AlterConfigs). */
  configure(topic: string, config: Record<string, string>): Promise<void>
}

/** Evidence: everything here is asked of the broker at the moment of the call. Names are short names. */
export interface Inspector extends Acts {
  createTopic(topic: string, partitions: number, config?: Record<string, string>): Promise<void>
  deleteTopic(topic: string): Promise<void>
  deleteGroup(group: string): Promise<void>
  topicExists(topic: string): Promise<boolean>
  /** The topic's settings, by Kafka's names (DescribeConfigs). */
  config(topic: string): Promise<Record<string, string>>
  /** By partition, the first offset of a letter dated at this time or later (milliseconds); undefined when there is none. */
  offsetsAt(topic: string, timestamp: number): Promise<{ partition: number; offset: number | undefined }[]>
  /** By partition. */
  offsets(topic: string): Promise<DrawerOffsets[]>
  bookmarks(group: string, topic: string): Promise<Bookmark[]>
  /** By partition, which offices keep it (Metadata). */
  copies(topic: string): Promise<Copies[]>
  group(group: string): Promise<GroupState>
  /** Group names the broker knows, those of the inspector itself left out. */
  groups(): Promise<string[]>
  /** Letters [from, to) of one drawer, read back from the broker. */
  letters(topic: string, partition: number, from: number, to: number): Promise<Letter[]>
  disconnect(): Promise<void>
}

/** What an office refuses or cannot do. */
export class OfficeError extends ProgramError {
  override name = 'OfficeError'
}
