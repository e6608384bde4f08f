// Where a lesson happens: an office of its own, the counter `orders`, and the real programs it starts.
// Whatever a step claims, it asks the office again: a program's lines are for the eye only.
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { language, timeOfDay } from '../i18n/index.js'
import { keptOf, lagOf } from '../office/lag.js'
import type { PostOffice } from '../office/post-office.js'
import { describeEvent, type ProgramEvent } from '../orders/events.js'
import { type Program, startProgram } from '../programs/program.js'
import type { CounterPicture, Live } from '../screen/screen.js'

/** The counter every lesson posts to, as in the report. */
export const TOPIC = 'orders'
/** The report's team. */
export const GROUP = 'order-tracker'

/** Options of the two programs, by their flag's name. */
export interface ProgramOptions {
  name?: string
  count?: number
  interval?: number
  key?: string
  letter?: string
  acks?: '0' | '1' | 'all'
  group?: string
  from?: 'earliest' | 'latest'
  delay?: number
  'commit-every'?: number
  unreadable?: 'say' | 'insist' | 'pause' | 'dead-letter'
  ledger?: string
}

/** How long programs have to take leave, in milliseconds: Ctrl-C waits for them, and must be over within 2 s. */
const GRACE = 1000

/** Something awaited did not come in time; `what` is for the report of the failure. */
export class Late extends Error {
  override name = 'Late'
}

export class Scene {
  readonly office: PostOffice
  readonly #varies: boolean
  /** What the prose may name between `{{ }}`: filled by the steps as they learn it. */
  readonly facts: Record<string, string | number> = {}
  /** Receipts the sender was given, kept to be held against the office's letters. */
  readonly receipts: Extract<ProgramEvent, { event: 'delivered' }>[] = []
  officeOpen = false
  #live: Live | undefined
  readonly #running = new Set<Program<ProgramEvent>>()

  /** With `varies`, values that a lesson lets vary differ from one time to the next: for a revision. */
  constructor(office: PostOffice, { varies = false } = {}) {
    this.office = office
    this.#varies = varies
  }

  /** A value of the story: the usual one, or in a revision one of the others. */
  vary<Value>(usual: Value, others: Value[]): Value {
    return this.#varies ? others[randomInt(others.length)]! : usual
  }

  /** Sets the counter up, empty. */
  async setUp(drawers: number): Promise<void> {
    await this.openOffice()
    await this.office.inspector.createTopic(TOPIC, drawers)
    this.facts.broker = this.office.brokers.join(',')
    this.facts.topic = this.office.fullName(TOPIC)
    this.facts.group = this.office.fullName(GROUP)
  }

  async openOffice(): Promise<void> {
    await this.office.open()
    this.officeOpen = true
  }

  /** kill -9 of the office. */
  async crashOffice(): Promise<void> {
    this.officeOpen = false
    await this.office.crash()
  }

  async closeOffice(): Promise<void> {
    this.officeOpen = false
    await this.office.close()
  }

  /** Programs' lines go to this live view from now on. */
  attach(live: Live | undefined): void {
    this.#live = live
  }

  /** Starts one of the two real programs against this office. */
  start(program: 'producer' | 'tracker', options: ProgramOptions = {}): Program<ProgramEvent> {
    const { group, ...others } = options
    const flags = {
      ...others,
      name: options.name ?? (program === 'producer' ? 'lara' : 'tracker'),
      broker: this.office.brokers.join(','),
      topic: this.office.fullName(TOPIC),
      ...(program === 'tracker' ? { group: this.office.fullName(group ?? GROUP) } : {}),
    }
    const args = Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}=${value}`]))
    const started = startProgram<ProgramEvent>(program, [...args, '--json'], {
      env: { GUICHET_LANG: language() },
      onEvent: (event) => this.#live?.line({ who: flags.name, ...describeEvent(event) }),
    })
    this.#running.add(started)
    void started.exited.then(() => this.#running.delete(started))
    return started
  }

  /** lara posts `count` letters, one right after the other, and is done. */
  async post(count: number, options: ProgramOptions = {}): Promise<void> {
    const producer = this.start('producer', { count, interval: 0, ...options })
    const { code } = await producer.exited
    if (code !== 0) throw new Late(`producer ended with ${code}: ${producer.stderr}`)
  }

  /** Polls until the condition holds; an office that does not answer is asked again. Rejects with Late. */
  async until(what: string, condition: () => Promise<boolean>, deadline = 15_000): Promise<void> {
    const end = Date.now() + deadline
    while (!(await condition().catch(() => false))) {
      if (Date.now() > end) throw new Late(what)
      await sleep(100)
    }
  }

  /** The counter as the broker tells it now, with a team's bookmarks. */
  async counter(group?: string): Promise<CounterPicture> {
    const { inspector } = this.office
    const [offsets, bookmarks] = await Promise.all([
      inspector.offsets(TOPIC),
      group ? inspector.bookmarks(group, TOPIC) : [],
    ])
    const drawers = offsets.map((drawer) => ({
      ...drawer,
      bookmark: bookmarks.find((bookmark) => bookmark.partition === drawer.partition)?.offset,
    }))
    return { kind: 'counter', topic: TOPIC, ...(group ? { group } : {}), drawers, readAt: timeOfDay(new Date()) }
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

  /** Takes leave of the last program of that kind; false when none runs. */
  async stopProgram(name: 'producer' | 'tracker'): Promise<boolean> {
    const program = [...this.#running].findLast((running) => running.name === name)
    await program?.stop()
    return program !== undefined
  }

  /** Ends the programs still running; they are told first, so that readers leave their team. */
  async endPrograms(): Promise<void> {
    await Promise.all([...this.#running].map((program) => program.stop(GRACE)))
  }
}
