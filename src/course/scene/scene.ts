// Where a lesson happens: an office of its own, the counter `orders`, and the real programs it runs. Each of the three
// knows what the one before it does: what the office is asked (evidence.ts), the programs (programs.ts), the scene.
// Whatever a step claims, it asks the office again: a program's lines are for the eye only.
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostOffice } from '../../office/post-office.js'
import type { ProgramEvent } from '../../orders/events.js'
import { removeTemporary, temporaryFolder } from '../../programs/temporary.js'
import { GROUP, TOPIC } from './evidence.js'
import { Programs } from './programs.js'

export class Scene extends Programs {
  readonly #varies: boolean
  /** What the prose may name between `{{ }}`: filled by the steps as they learn it. */
  readonly facts: Record<string, string | number> = {}
  /** Receipts the sender was given, kept to be held against the office's letters. */
  readonly receipts: Extract<ProgramEvent, { event: 'delivered' }>[] = []
  officeOpen = false
  #folder: string | undefined
  readonly #atEnd: (() => Promise<void>)[] = []

  /**
   * With `varies`, values that a lesson lets vary differ from one time to the next: for a revision. With `watched`
   * false nobody follows on the screen, and nothing waits for the eye.
   */
  constructor(office: PostOffice, { varies = false, watched = true } = {}) {
    super(office, watched)
    this.#varies = varies
    this.facts.broker = office.brokers.join(',')
    this.facts.topic = office.fullName(TOPIC)
    this.facts.group = office.fullName(GROUP)
  }

  /** A value of the story: the usual one, or in a revision one of the others. */
  vary<Value>(usual: Value, others: Value[]): Value {
    return this.#varies ? others[randomInt(others.length)]! : usual
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
    this.shareViewWith(other)
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

  /** Something of the lesson's own to undo when the scene ends; the first one last. */
  atEnd(undo: () => Promise<void>): void {
    this.#atEnd.unshift(undo)
  }

  /** A folder for the files a lesson needs, which goes with the scene. */
  folder(): string {
    this.#folder ??= temporaryFolder('guichet-lecon-')
    return this.#folder
  }

  /**
   * The scene is over. Readers take leave of a team that others will see; where the office goes too, nobody is left to
   * tell. What the lesson did besides is undone, and the scene's files are removed.
   */
  async end(): Promise<void> {
    if (this.office.kind === 'embedded') await this.killPrograms()
    else await this.endPrograms()
    for (const undo of this.#atEnd.splice(0)) await undo()
    if (this.#folder) await removeTemporary(this.#folder)
  }
}
