// What the group functions share: the settings, and where a group is saved.
import type { Group } from './group.js'

export interface GroupContext {
  readonly initialRebalanceDelayMs: number
  /** Keeps the group's generation and members over a restart. */
  save(group: Group): void
}
