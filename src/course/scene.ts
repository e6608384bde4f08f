// Where a lesson happens: an office of its own, the counter `orders`, and the real programs it starts.
// Whatever a step claims, it asks the office again: a program's lines are for the eye only.
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { language, t, timeOfDay } from '../i18n/index.js'
import { keptOf, lagOf } from '../office/lag.js'
import type { PostOffice } from '../office/post-office.js'
import { describeEvent, type ProgramEvent } from '../orders/events.js'
import { type Program, startProgram } from '../programs/program.js'
import { removeTemporary, temporaryFolder } from '../programs/temporary.js'
import type { CounterPicture, EventLine, LagPicture, Live, TeamPicture } from '../screen/screen.js'
import { Sharing } from './sharing.js'

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
  weight?: number
  acks?: '0' | '1' | 'all'
  group?: string
  from?: 'earliest' | 'latest'
  delay?: number
  'commit-every'?: number
  unreadable?: 'say' | 'insist' | 'pause' | 'dead-letter'
  ledger?: string
}

/** Seconds between two letters that the learner is told to watch. */
const FOLLOWED = 0.8

/** How long programs have to take leave, in milliseconds: Ctrl-C waits for them, and must be over within 2 s. */
const GRACE = 1000

/** Something awaited did not come in time; `what` is for the report of the failure. */
export class Late extends Error {
  override name = 'Late'
}

export class Scene {
  readonly office: PostOffice
  readonly #varies: boolean
  /** Whether somebody follows on the screen. */
  readonly watched: boolean
  /** What the prose may name between `{{ }}`: filled by the steps as they learn it. */
  readonly facts: Record<string, string | number> = {}
  /** Receipts the sender was given, kept to be held against the office's letters. */
  readonly receipts: Extract<ProgramEvent, { event: 'delivered' }>[] = []
  officeOpen = false
  #live: Live | undefined
  /** Programs that have not ended, in the order they were started, and their names. */
  readonly #running = new Map<Program<ProgramEvent>, string>()
  /** The last program of each name, ended or not. */
  readonly #heard = new Map<string, Program<ProgramEvent>>()
  readonly #sharings = new Map<string, Sharing>()
  /** When the programs killed so were, by name. */
  readonly #killed = new Map<string, number>()
  #folder: string | undefined
  readonly #beside: Scene[] = []
  readonly #atEnd: (() => Promise<void>)[] = []

  /**
   * With `varies`, values that a lesson lets vary differ from one time to the next: for a revision. With `watched`
   * false nobody follows on the screen, and nothing waits for the eye.
   */
  constructor(office: PostOffice, { varies = false, watched = true } = {}) {
    this.office = office
    this.#varies = varies
    this.watched = watched
    this.facts.broker = office.brokers.join(',')
    this.facts.topic = office.fullName(TOPIC)
    this.facts.group = office.fullName(GROUP)
  }

  /** A value of the story: the usual one, or in a revision one of the others. */
  vary<Value>(usual: Value, others: Value[]): Value {
    return this.#varies ? others[randomInt(others.length)]! : usual
  }

  /** A pace of the story, in whatever unit: one the eye can follow, or the least that the story needs where nobody watches. */
  paced(followed: number, least: number): number {
    return this.watched ? followed : least
  }

  /** Time for the eye, in milliseconds; or the least that the story needs. */
  async glance(followed: number, least = 0): Promise<void> {
    await sleep(this.paced(followed, least))
  }

  /** Opens the office, and sets the counter up, empty. */
  async setUp(drawers: number): Promise<void> {
    await this.openOffice()
    await this.office.inspector.createTopic(TOPIC, drawers)
  }

  /** Another office beside this one, with programs of its own whose lines go to the same view; it ends with this scene. */
  beside(office: PostOffice): Scene {
    const other = new Scene(office, { watched: this.watched })
    other.attach(this.#live)
    this.#beside.push(other)
    this.atEnd(async () => {
      await other.end()
      await office.dispose()
    })
    return other
  }

  /**
   * The facts as they may be kept: without the folder and the names that go with the lesson, nor the address of an
   * office that does (`broker` stands in its place).
   */
  lasting(broker: string): Record<string, string | number> {
    const prefix = this.office.fullName('')
    const kept = Object.entries(this.facts).map(([name, value]) => {
      if (name === 'path') return [name, String(value).split(/[\\/]/).slice(-2).join('/')]
      if (name === 'broker' && this.office.kind === 'embedded') return [name, broker]
      if (name === 'broker' || typeof value !== 'string') return [name, value]
      const local = value.replace(/\b127\.0\.0\.1:\d+/g, '127.0.0.1:…')
      return [name, prefix === '' ? local : local.replaceAll(prefix, '')]
    })
    return Object.fromEntries(kept)
  }

  async openOffice(): Promise<void> {
    await this.office.open()
    // Where its port was taken meanwhile, it has opened on another one.
    this.facts.broker = this.office.brokers.join(',')
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
    for (const other of this.#beside) other.attach(live)
  }

  /**
   * Starts one of the two real programs against this office; a `quiet` one has too much to say for its lines to be
   * shown, or for those of these events.
   */
  start(
    program: 'producer' | 'tracker',
    options: ProgramOptions = {},
    { quiet = false }: { quiet?: boolean | ProgramEvent['event'][] } = {},
  ): Program<ProgramEvent> {
    const silent = ({ event }: ProgramEvent) => (typeof quiet === 'boolean' ? quiet : quiet.includes(event))
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
      env: { ...this.office.environment, GUICHET_LANG: language() },
      onEvent: (event) =>
        silent(event) || this.#live?.line(said(flags.name, options.name, this.#inShort(event, group))),
    })
    this.#running.set(started, flags.name)
    this.#heard.set(flags.name, started)
    this.#killed.delete(flags.name)
    void started.exited.then(() => this.#running.delete(started))
    return started
  }

  /** An event under the names learners know: on offices that are not ours alone, the broker has longer ones. A team is named where it is not the usual one. */
  #inShort(event: ProgramEvent, team: string | undefined): ProgramEvent {
    const prefix = this.office.fullName('')
    const short = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name)
    if ('topic' in event) return { ...event, topic: short(event.topic) }
    if (event.event !== 'joined') return event
    return { event: 'joined', partitions: event.partitions, ...(team === undefined ? {} : { group: team }) }
  }

  /** lara posts `count` letters, one right after the other, and is done. */
  async post(
    count: number,
    options: ProgramOptions = {},
    heard: { quiet?: boolean | ProgramEvent['event'][] } = {},
  ): Promise<void> {
    const producer = this.start('producer', { count, interval: 0, ...options }, heard)
    const { code } = await producer.exited
    if (code !== 0) throw new Late(`producer ended with ${code}: ${producer.stderr}`)
  }

  /** The same at a pace the eye can follow, where somebody watches. */
  async postInView(...[count, options, heard]: Parameters<Scene['post']>): Promise<void> {
    await this.post(count, { interval: this.paced(FOLLOWED, 0), ...options }, heard)
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
    const picture = sharing.picture(group)
    // Where nobody watches, seconds that pass would only be lines.
    if (!this.watched) return picture
    const members = picture.members.map((member) => {
      const since = this.#killed.get(member.name)
      return since === undefined ? member : { ...member, silent: Math.floor((Date.now() - since) / 1000) }
    })
    return { ...picture, members }
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

  /** The office refused to move a bookmark while its team reads: a line says so. */
  refused(): void {
    this.#live?.line({ who: t('events.office'), ...describeEvent({ event: 'refused' }) })
  }

  /** A line beside those of the programs: what someone else said or did. */
  line(line: EventLine): void {
    this.#live?.line(line)
  }

  /** Something of the lesson's own to undo when the scene ends; the first one last. */
  atEnd(undo: () => Promise<void>): void {
    this.#atEnd.unshift(undo)
  }

  /** kill -9 of the program of that name. It has no time for a last word: a line of ours says so. */
  async kill(who: string): Promise<void> {
    await this.running(who)?.kill()
    this.#killed.set(who, Date.now())
    this.#live?.line({ who, ...describeEvent({ event: 'killed', who }) })
  }

  /** The program of that name that has not ended. */
  running(name: string): Program<ProgramEvent> | undefined {
    return [...this.#running].find(([, who]) => who === name)?.[0]
  }

  /** What the last program of that name said, ended or not. */
  heard(name: string): ProgramEvent[] {
    return this.#heard.get(name)?.events ?? []
  }

  /** A folder for the files a lesson needs, which goes with the scene. */
  folder(): string {
    this.#folder ??= temporaryFolder('guichet-lecon-')
    return this.#folder
  }

  /** Takes leave of the last program of that kind; false when none runs. */
  async stopProgram(name: 'producer' | 'tracker'): Promise<boolean> {
    const program = [...this.#running.keys()].findLast((running) => running.name === name)
    await program?.stop()
    return program !== undefined
  }

  /** Ends the programs still running: they are told first, so that readers leave their team. */
  async endPrograms(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((program) => program.stop(GRACE)))
  }

  /**
   * The scene is over. Readers take leave of a team that others will see; where the office goes too, nobody is left to
   * tell. What the lesson did besides is undone, and the scene's files are removed.
   */
  async end(): Promise<void> {
    if (this.office.kind === 'embedded') await Promise.all([...this.#running.keys()].map((program) => program.kill()))
    else await this.endPrograms()
    for (const undo of this.#atEnd.splice(0)) await undo()
    if (this.#folder) await removeTemporary(this.#folder)
  }
}

/** A program's line. Where several read or post, each has a name of its own, and what is spoken has to give it. */
function said(who: string, own: string | undefined, event: ProgramEvent): EventLine {
  const line = describeEvent(event)
  const { spoken } = line
  return {
    who,
    ...line,
    spoken: own === undefined || spoken.startsWith(`${own} `) ? spoken : t('events.named', { who: own, spoken }),
  }
}
