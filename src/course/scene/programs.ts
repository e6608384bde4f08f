// The real programs a scene runs, and the live view their lines go to: those lines are for the eye only.
import { language, t } from '../../i18n/index.js'
import type { PostOffice } from '../../office/post-office.js'
import { describeEvent, type ProgramEvent } from '../../orders/events.js'
import { type Program, startProgram } from '../../programs/program.js'
import type { EventLine, Live, TeamPicture } from '../../screen/screen.js'
import { Evidence, GROUP, Late, TOPIC } from './evidence.js'

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

/** How long programs have to take leave, in milliseconds: Ctrl-C waits for them, and must be over within 2 s. */
const GRACE = 1000

/** Seconds between two letters that the learner is told to watch. */
const FOLLOWED = 0.8

/** Whether a program's lines stay unsaid: all of them, or those of some events. */
type Quiet = boolean | ProgramEvent['event'][]

export class Programs extends Evidence {
  /** Whether somebody follows on the screen. */
  readonly watched: boolean
  #live: Live | undefined
  readonly #beside: Programs[] = []
  /** Programs that have not ended, in the order they were started, and their names. */
  readonly #running = new Map<Program<ProgramEvent>, string>()
  /** The last program of each name, ended or not. */
  readonly #heard = new Map<string, Program<ProgramEvent>>()
  /** When the programs killed so were, by name. */
  readonly #killed = new Map<string, number>()

  constructor(office: PostOffice, watched: boolean) {
    super(office)
    this.watched = watched
  }

  /** Programs' lines go to this live view from now on. */
  attach(live: Live | undefined): void {
    this.#live = live
    for (const other of this.#beside) other.attach(live)
  }

  /** Other programs' lines go to the same view. */
  protected shareViewWith(other: Programs): void {
    other.attach(this.#live)
    this.#beside.push(other)
  }

  /** A pace of the story, in whatever unit: one the eye can follow, or the least that the story needs where nobody watches. */
  paced(followed: number, least: number): number {
    return this.watched ? followed : least
  }

  /**
   * Starts one of the two real programs against this office; a `quiet` one has too much to say for its lines to be
   * shown, or for those of these events.
   */
  start(
    program: 'producer' | 'tracker',
    options: ProgramOptions = {},
    { quiet = false }: { quiet?: Quiet } = {},
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
  async post(count: number, options: ProgramOptions = {}, heard: { quiet?: Quiet } = {}): Promise<void> {
    const producer = this.start('producer', { count, interval: 0, ...options }, heard)
    const { code } = await producer.exited
    if (code !== 0) throw new Late(`producer ended with ${code}: ${producer.stderr}`)
  }

  /** The same at a pace the eye can follow, where somebody watches. */
  async postInView(...[count, options, heard]: Parameters<Programs['post']>): Promise<void> {
    await this.post(count, { interval: this.paced(FOLLOWED, 0), ...options }, heard)
  }

  /** kill -9 of the program of that name. It has no time for a last word: a line of ours says so. */
  async kill(who: string): Promise<void> {
    await this.running(who)?.kill()
    this.#killed.set(who, Date.now())
    this.#live?.line({ who, ...describeEvent({ event: 'killed', who }, who) })
  }

  /** The program of that name that has not ended. */
  running(name: string): Program<ProgramEvent> | undefined {
    return [...this.#running].find(([, who]) => who === name)?.[0]
  }

  /** What the last program of that name said, ended or not. */
  heard(name: string): ProgramEvent[] {
    return this.#heard.get(name)?.events ?? []
  }

  /** Takes leave of the last program of that kind; false when none runs. */
  async stopProgram(name: 'producer' | 'tracker'): Promise<boolean> {
    const program = [...this.#running.keys()].findLast((running) => running.name === name)
    await program?.stop()
    return program !== undefined
  }

  /** Kills the programs still running: there is nobody left to take leave of. */
  protected async killPrograms(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((program) => program.kill()))
  }

  /** Ends the programs still running: they are told first, so that readers leave their team. */
  async endPrograms(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((program) => program.stop(GRACE)))
  }

  /** The team as the broker tells it, and since when the members killed have been silent, which no broker knows. */
  override async team(group = GROUP): Promise<TeamPicture> {
    const picture = await super.team(group)
    // Where nobody watches, seconds that pass would only be lines.
    if (!this.watched) return picture
    const members = picture.members.map((member) => {
      const since = this.#killed.get(member.name)
      return since === undefined ? member : { ...member, silent: Math.floor((Date.now() - since) / 1000) }
    })
    return { ...picture, members }
  }

  /** A line beside those of the programs: what someone else said or did. */
  line(line: EventLine): void {
    this.#live?.line(line)
  }

  /** The office refused to move a bookmark while its team reads: a line says so. */
  refused(): void {
    const who = t('events.office')
    this.#live?.line({ who, ...describeEvent({ event: 'refused' }, who) })
  }
}

/** A program's line. Where several read or post, each has a name of its own, and what is spoken has to give it. */
function said(who: string, own: string | undefined, event: ProgramEvent): EventLine {
  const line = describeEvent(event, who)
  const { spoken } = line
  return {
    who,
    ...line,
    spoken: own === undefined || spoken.includes(`${own} `) ? spoken : t('events.named', { who: own, spoken }),
  }
}
