// Where groups and their committed offsets live on disk: one file of lines, each a change, written before it is
// acknowledged. What Kafka keeps in `__consumer_offsets`, without the topic: it would need compaction.
import fs from 'node:fs'
import path from 'node:path'
import { writeFileAtomically } from '../log/atomic-file.js'
import { crc32c } from '../log/crc32c.js'
import type { Group } from './group.js'
import type { Offsets, PlacedOffset } from './offsets.js'
import { type SavedGroup, save } from './saved-group.js'

const FILE = 'groups.jsonl'
/** Rewritten from memory when it has grown this many times over its last rewriting, and is worth the trouble. */
const GROWTH = 4
const WORTH_REWRITING_BYTES = 1 << 20

type OffsetLine = [topic: string, partition: number, offset: number, leaderEpoch: number, metadata: string]

/** One line of the file: a checksum, a space, and one of these as JSON. */
type Change =
  | { group: string; offsets: OffsetLine[] }
  | { group: string; forget: [topic: string, partition: number][] }
  | { group: string; state: SavedGroup }
  | { group: string; deleted: true }
  | { topicDeleted: string }

export class GroupStore {
  readonly #file: string
  readonly #groups: Map<string, Group>
  readonly #offsets: Offsets
  #fd: number
  #size = 0
  #rewriteAt = 0

  /**
   * Replays the file into `offsets`, and calls `restore` for each group saved with its generation. A torn last line is
   * dropped: it was never acknowledged. `groups` is read when the file is rewritten.
   */
  constructor(
    folder: string,
    groups: Map<string, Group>,
    offsets: Offsets,
    restore: (id: string, saved: SavedGroup) => void,
  ) {
    this.#file = path.join(folder, FILE)
    this.#groups = groups
    this.#offsets = offsets
    const saved = new Map<string, SavedGroup>()
    for (const change of readChanges(this.#file)) replay(change, offsets, saved)
    for (const [id, state] of saved) restore(id, state)
    this.#fd = this.#rewrite()
  }

  saveOffsets(group: string, placed: readonly PlacedOffset[]): void {
    this.#append({ group, offsets: placed.map(toLine) })
  }

  forgetOffsets(group: string, places: readonly { topic: string; partition: number }[]): void {
    this.#append({ group, forget: places.map(({ topic, partition }) => [topic, partition]) })
  }

  saveGroup(group: Group): void {
    this.#append({ group: group.id, state: save(group) })
  }

  deleteGroup(group: string): void {
    this.#append({ group, deleted: true })
  }

  deleteTopic(topic: string): void {
    this.#append({ topicDeleted: topic })
  }

  /** Forces the file to disk and closes it. */
  close(): void {
    fs.fsyncSync(this.#fd)
    fs.closeSync(this.#fd)
  }

  /** Throws the system's error, and then the file is as it was. */
  #append(change: Change): void {
    const line = Buffer.from(encode(change))
    try {
      for (let done = 0; done < line.length; ) {
        done += fs.writeSync(this.#fd, line, done, line.length - done, this.#size + done)
      }
    } catch (error) {
      fs.ftruncateSync(this.#fd, this.#size)
      throw error
    }
    this.#size += line.length
  }

  /**
   * To be called once the change is in memory too: the new file is made from there. Not vital: where it fails (a full
   * disk), the file goes on growing, and is tried again later.
   */
  rewriteIfGrown(): void {
    if (this.#size < this.#rewriteAt) return
    // Closed first: Windows does not rename over an open file.
    fs.closeSync(this.#fd)
    try {
      this.#fd = this.#rewrite()
    } catch {
      this.#fd = fs.openSync(this.#file, 'r+')
      this.#rewriteAt = GROWTH * this.#size
    }
  }

  #rewrite(): number {
    const lines: string[] = []
    for (const group of this.#groups.values()) {
      if (group.protocolType !== undefined) lines.push(encode({ group: group.id, state: save(group) }))
    }
    for (const group of this.#offsets.groups()) {
      lines.push(encode({ group, offsets: this.#offsets.of(group).map(toLine) }))
    }
    writeFileAtomically(this.#file, lines.join(''))
    const fd = fs.openSync(this.#file, 'r+')
    this.#size = fs.fstatSync(fd).size
    this.#rewriteAt = Math.max(WORTH_REWRITING_BYTES, GROWTH * this.#size)
    return fd
  }
}

function toLine({ topic, partition, offset, leaderEpoch, metadata }: PlacedOffset): OffsetLine {
  return [topic, partition, offset, leaderEpoch, metadata]
}

function encode(change: Change): string {
  const json = JSON.stringify(change)
  return `${checksum(json)} ${json}\n`
}

function decode(line: string): Change | undefined {
  const json = line.slice(9)
  if (line.slice(0, 8) !== checksum(json)) return undefined
  return JSON.parse(json)
}

function checksum(json: string): string {
  return crc32c(Buffer.from(json)).toString(16).padStart(8, '0')
}

function readChanges(file: string): Change[] {
  if (!fs.existsSync(file)) return []
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  return lines.map(decode).filter((change) => change !== undefined)
}

function replay(change: Change, offsets: Offsets, saved: Map<string, SavedGroup>): void {
  if ('topicDeleted' in change) {
    offsets.deleteTopic(change.topicDeleted)
  } else if ('offsets' in change) {
    for (const [topic, partition, offset, leaderEpoch, metadata] of change.offsets) {
      offsets.set(change.group, { topic, partition, offset, leaderEpoch, metadata })
    }
  } else if ('forget' in change) {
    for (const [topic, partition] of change.forget) offsets.delete(change.group, topic, partition)
  } else if ('state' in change) {
    saved.set(change.group, change.state)
  } else {
    saved.delete(change.group)
    offsets.deleteGroup(change.group)
  }
}
