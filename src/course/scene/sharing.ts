// How a team's drawers were shared out, as the broker tells it, and what changed at the last sharing-out.
import type { GroupState } from '../../office/post-office.js'
import type { TeamPicture } from '../../screen/screen.js'

type Hands = Map<string, { name: string; drawers: number[] }>

export class Sharing {
  #now: Hands = new Map()
  #before: Hands = new Map()

  /** Takes note of what the broker says now. While drawers are being shared out nobody holds any: the last sharing-out stands. */
  update({ state, members }: GroupState): void {
    if (state.endsWith('Rebalance')) return
    const hands: Hands = new Map(
      members.map(({ memberId, clientId, partitions }) => [memberId, { name: clientId, drawers: partitions }]),
    )
    if (same(hands, this.#now)) return
    this.#before = this.#now
    this.#now = hands
  }

  /** The members in the order in which kafkajs serves them: that of their ids, which begin with their names. */
  picture(group: string): TeamPicture {
    const members = [...this.#now]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { name, drawers }]) => ({ name, drawers, before: this.#before.get(id)?.drawers }))
    return { kind: 'team', group, members }
  }
}

function same(one: Hands, other: Hands): boolean {
  return (
    one.size === other.size && [...one].every(([id, { drawers }]) => other.get(id)?.drawers.join() === drawers.join())
  )
}
