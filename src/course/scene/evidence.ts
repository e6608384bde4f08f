// What a scene asks the office: the counter, the letters kept, the bookmarks, the team. No program's word is taken for it.
import { setTimeout as sleep } from 'node:timers/promises'
import { timeOfDay } from '../../i18n/index.js'
import { keptOf, lagOf } from '../../office/lag.js'
import type { PostOffice } from '../../office/post-office.js'
import type { CounterPicture, LagPicture, TeamPicture } from '../../screen/screen.js'
import { Sharing } from './sharing.js'

/** The counter every lesson posts to, as in the report. */
export const TOPIC = 'orders'
/** The report's team. */
export const GROUP = 'order-tracker'

/** Something awaited did not come in time; `what` is for the report of the failure. */
export class Late extends Error {
  override name = 'Late'
}

export class Evidence {
  readonly office: PostOffice
  readonly #sharings = new Map<string, Sharing>()

  constructor(office: PostOffice) {
    this.office = office
  }

  /** Polls until the condition holds; an office that does not answer is asked again. Rejects with Late. */
  async until(what: string, condition: () => Promise<boolean>, deadline = 15_000): Promise<void> {
    const end = Date.now() + deadline
    while (!(await condition().catch(() => false))) {
      if (Date.now() > end) throw new Late(what)
      await sleep(40)
    }
  }

  /** The counter as the broker tells it now, with a team's bookmarks. */
  async counter(group?: string, topic = TOPIC): Promise<CounterPicture> {
    const { inspector } = this.office
    const [offsets, bookmarks] = await Promise.all([
      inspector.offsets(topic),
      group ? inspector.bookmarks(group, topic) : [],
    ])
    const drawers = offsets.map((drawer) => ({
      ...drawer,
      bookmark: bookmarks.find((bookmark) => bookmark.partition === drawer.partition)?.offset,
    }))
    return { kind: 'counter', topic, ...(group ? { group } : {}), drawers, readAt: timeOfDay(new Date()) }
  }

  /** Letters kept, all drawers together. */
  async kept(): Promise<number> {
    return keptOf(await this.office.inspector.offsets(TOPIC))
  }

  /** Letters a team has still to read. */
  async lag(group = GROUP): Promise<number> {
    const { inspector } = this.office
    const [offsets, bookmarks] = await Promise.all([inspector.offsets(TOPIC), inspector.bookmarks(group, TOPIC)])
    return lagOf(offsets, bookmarks)
  }

  /** How the team shares the drawers, as the broker tells it now, and what each held before the last sharing-out. */
  async team(group = GROUP): Promise<TeamPicture> {
    const state = await this.office.inspector.group(group)
    const sharing = this.#sharings.get(group) ?? new Sharing()
    this.#sharings.set(group, sharing)
    sharing.update(state)
    return sharing.picture(group)
  }

  /** What a team has still to read, drawer by drawer. */
  async bars(group = GROUP): Promise<LagPicture> {
    const { inspector } = this.office
    const [offsets, bookmarks] = await Promise.all([inspector.offsets(TOPIC), inspector.bookmarks(group, TOPIC)])
    const drawers = offsets.map((drawer) => ({ partition: drawer.partition, lag: lagOf([drawer], bookmarks) }))
    return { kind: 'lag', group, drawers }
  }

  /** The different values the broker gave, one after the other, while `body` ran. */
  async seenWhile<Value>(ask: () => Promise<Value>, body: () => Promise<void>): Promise<Value[]> {
    const seen: Value[] = []
    let going = true
    const look = async () => {
      const value = await ask().catch(() => seen.at(-1))
      if (value !== undefined && value !== seen.at(-1)) seen.push(value)
    }
    const looking = (async () => {
      for (; going; await sleep(25)) await look()
    })()
    try {
      await body()
    } finally {
      going = false
      await looking
    }
    await look()
    return seen
  }
}
