// The live view as a part: what the learner is asked to do, what is shown of the programs (live-view.ts) laid out
// (live-frame.ts), and the keys.
import { t } from '../../i18n/index.js'
import { drawBlocks } from '../blocks.js'
import { MOVE_LETTERS } from '../keys.js'
import type { LiveEvents } from '../live-events.js'
import { guided, isNarrow, type Page } from '../page.js'
import type { Heading } from '../pictures/heading.js'
import type { Block, EventLine, LiveEvent, LiveOptions } from '../screen.js'
import { Field } from './field.js'
import { keyLines } from './footer.js'
import { Hints } from './hints.js'
import { type FrameParts, layOut } from './live-frame.js'
import { LiveView } from './live-view.js'
import { Menu } from './menu.js'
import { moveBindings } from './moves.js'
import { type Binding, dispatch, type Outcome, type Part, type Press } from './part.js'

/** A frame this high at most, where lines are long: a screen is read at one glance. */
const TALLEST = 20
/** And this high at least, even if what was printed above it goes out of sight. */
const LEAST = 12
/** Room for lines from the start, so that the picture keeps its place. */
const FIRST_SLOTS = 6
const FEWEST_SLOTS = 3
export class LivePart implements Part<void> {
  readonly #view: LiveView
  readonly #body: Block[]
  #actions: { key: string; label: string }[]
  #field: Field | undefined
  #hints: Hints
  /** Lines printed above the frame, to be kept in sight. */
  readonly #printed: number
  readonly #menu = new Menu()
  readonly #events: LiveEvents
  #readyLabel: string | undefined
  /** Enter was pressed before its time: the footer says what is awaited. */
  #early = false
  #slots = FIRST_SLOTS
  /** The size of the terminal where the last frame left legends out, for want of room. */
  #briefAt: string | undefined
  /** Whether it left out something of body or hints. */
  #apart = false
  /** The last key asked for a hint. */
  #hinted = false
  /** What is asked is being read again, in the place of all the rest. */
  #reading = false

  /** `heading` and `body`: what the frame draws of them; the rest was printed before it, in so many lines. */
  constructor(options: LiveOptions, above: { heading?: Heading; body: Block[]; printed: number }, events: LiveEvents) {
    this.#view = new LiveView(above.heading)
    this.#body = above.body
    this.#printed = above.printed
    this.#actions = options.actions ?? []
    this.#field = options.field && new Field(options.field)
    this.#hints = new Hints(options.hints)
    this.#events = events
  }

  line(line: EventLine): void {
    this.#view.line(line)
  }

  picture(picture: Block[]): void {
    this.#view.picture(picture)
  }

  status(status: string): void {
    this.#view.status(status)
  }

  /** What there was to do is done: only the keys that lead on are left. */
  ready(label: string): void {
    this.tick()
    this.#readyLabel = label
    this.#actions = []
    this.#field = undefined
    this.#hints = new Hints()
    this.#reading = false
  }

  /** Takes note of the time; once all has run, it stands. */
  tick(): void {
    if (this.#readyLabel === undefined) this.#view.tick()
  }

  press(key: Press): Outcome<void> {
    const shown = this.#hints.shown
    try {
      return this.#reading ? this.#pressReading(key) : this.#pressed(key)
    } finally {
      this.#hinted = this.#hints.shown > shown
    }
  }

  paste(text: string, entered: boolean): void {
    if (!this.#field || text === '') return
    this.#reading = false
    this.#field.press({ name: 'paste', char: text })
    if (entered) this.#submit(this.#field)
  }

  #pressed(key: Press): Outcome<void> {
    const inMenu = this.#menu.press(key, this.#bindings(this.#apart))
    if (inMenu) return inMenu.outcome
    const field = this.#field
    const nothingTyped = field === undefined || field.text === ''
    this.#early = key.name === 'enter' && nothingTyped && this.#readyLabel === undefined && !this.#isFrozen
    if (!field) return dispatch(this.#bindings(this.#apart), key)
    if (key.name !== 'enter') field.press(key)
    else if (field.text !== '') this.#submit(field)
    else if (this.#readyLabel !== undefined) this.#events.add({ move: 'next' })
    return undefined
  }

  /** Any key leads back; those that would not be missed act besides. */
  #pressReading(key: Press): Outcome<void> {
    this.#reading = false
    const closes =
      ['enter', 'escape'].includes(key.name) || (!this.#field && this.#rereading().on === key.char?.toLowerCase())
    return closes ? undefined : this.#pressed(key)
  }

  lines(page: Page, most: number): string[] {
    const height = Math.max(most - this.#printed, Math.min(LEAST, most))
    if (this.#reading) return this.#read(page, height)
    const frame = layOut(this.#parts(), page, {
      height: isNarrow(page) ? height : Math.min(TALLEST, height),
      said: this.#view.count,
      slots: this.#slots,
      hints: this.#hints.shown,
      fresh: this.#hinted,
      menu: this.#menu.isOpen,
      acts: this.#actions.length > 0 || this.#field !== undefined,
      // At the end the lines that were in view stay, rather than make room for a legend.
      brief: this.#briefAt === `${page.columns} ${most}` && this.#readyLabel !== undefined,
    })
    this.#slots = Math.max(this.#slots, Math.min(frame.slots, this.#view.count))
    this.#briefAt = frame.brief ? `${page.columns} ${most}` : undefined
    this.#apart = frame.apart
    return frame.lines
  }

  /** What is asked and the hints, in the place of all the rest. */
  #read(page: Page, height: number): string[] {
    const parts = this.#parts()
    const shown = this.#hints.shown
    const [heading, body, foot] = [parts.heading(page), parts.body(page), this.#foot(page, true)]
    const read = (hints: number, gaps: string[]) =>
      [heading, body, parts.hints(page, hints)].filter((part) => part.length > 0).flatMap((part) => [...part, ...gaps])
    // Without air, then with the last hint alone, then with none, before anything of what is asked is missing.
    const forms = [read(shown, [guided('', page)]), ...[shown, 1, 0].map((hints) => read(Math.min(shown, hints), []))]
    const above = forms.find((lines) => lines.length + foot.length <= height) ?? read(0, [])
    return [...above.slice(0, height - foot.length), ...foot]
  }

  #parts(): FrameParts {
    return {
      heading: (page) => this.#view.headingLines(page),
      body: (page) => drawBlocks(this.#body, page),
      hints: (page, most) => this.#hints.lines(page, most),
      said: (page, most) => this.#view.saidLines(page, most),
      status: (page) => this.#view.statusLines(page),
      picture: (page) => this.#view.pictureLines(page),
      controls: (page, apart) => this.#controls(page, apart),
    }
  }

  /** The last frame, without its empty lines and its keys. */
  rest(page: Page): string[] {
    const gap = guided('', page)
    this.#view.thaw()
    const shown = this.#view.saidLines(page, Math.max(this.#slots, FEWEST_SLOTS))
    const head = this.#view.headingLines(page, 'past')
    const parts = [head, drawBlocks(this.#body, page), shown, this.#view.pictureLines(page)]
    const kept = parts.filter((part) => part.length > 0)
    return kept.length === 0 ? [gap] : kept.flatMap((part, index) => (index === 0 ? part : [gap, ...part]))
  }

  #controls(page: Page, apart: boolean): string[] {
    const own = this.#actions.length > 0 && !this.#field && !this.#menu.isOpen ? keyLines(this.#actions, page) : []
    const actions = own.map((line) => guided(line, page))
    const field = this.#field ? [guided(this.#field.line(page), page)] : []
    return [...actions, ...field, ...this.#foot(page, apart)]
  }

  #foot(page: Page, apart: boolean): string[] {
    if (this.#menu.isOpen) return this.#menu.lines(this.#bindings(apart), page)
    if (this.#reading) {
      const back: Binding<void> = { ...this.#rereading(), label: t('screen:legend.back') }
      return this.#menu.lines([this.#field ? { ...back, on: 'escape' } : back], page)
    }
    if (this.#field) {
      const enter =
        this.#readyLabel !== undefined && this.#field.text === '' ? this.#readyLabel : t('screen:legend.send')
      const keys: Binding<void>[] = [
        { on: 'enter', label: enter, act: () => undefined },
        { on: 'escape', label: this.#behindEscape(apart), act: () => undefined },
      ]
      return this.#menu.lines(keys, page, this.#lead())
    }
    const named = this.#bindings(apart).filter(({ on }) => !this.#actions.some(({ key }) => key === on))
    return this.#menu.lines(named, page, this.#lead())
  }

  #behindEscape(apart: boolean): string {
    if (apart) return t('screen:legend.rereadAndKeys')
    return t(this.#hints.bindings().length > 0 ? 'screen:legend.hintAndKeys' : 'screen:legend.keys')
  }

  #lead(): string | undefined {
    const { missed } = this.#view
    if (missed !== undefined) return missed === 0 ? t('screen:live.still') : t('screen:live.frozen', { count: missed })
    if (this.#readyLabel !== undefined) return undefined
    if (this.#early) return t(`screen:live.${this.#field ? 'type' : this.#actions.length > 0 ? 'act' : 'wait'}`)
    return this.#actions.length === 0 && !this.#field ? t('screen:live.running') : undefined
  }

  /** `apart`: something of what is asked is left out, and can be read by a key. */
  #bindings(apart = false): Binding<void>[] {
    const give = (event: LiveEvent) => () => {
      // What is done now must be seen.
      this.#view.thaw()
      this.#events.add(event)
      return undefined
    }
    const label = this.#readyLabel
    const moves = [
      ...(apart ? [this.#rereading()] : []),
      ...moveBindings<void>(['skip', 'quit'], (move) => give({ move })),
    ]
    if (this.#isFrozen) {
      const thaw = this.#freezing()
      return [thaw, { on: 'enter', act: thaw.act }, ...moves, ...this.#actionBindings(give)]
    }
    return [
      ...(label === undefined ? [] : [{ on: 'enter', label, act: give({ move: 'next' }) }]),
      ...this.#actionBindings(give),
      // Once all is done nothing moves that could be frozen.
      ...(label === undefined ? [this.#freezing(), ...this.#hints.bindings<void>()] : []),
      ...moves,
    ]
  }

  #actionBindings(give: (event: LiveEvent) => () => undefined): Binding<void>[] {
    return this.#actions.map(({ key, label }) => ({ on: key, label, act: give({ action: key }) }))
  }

  #rereading(): Binding<void> {
    return {
      on: MOVE_LETTERS.reread,
      label: t('screen:legend.reread'),
      help: t('screen:menu.rereadTask'),
      act: () => {
        this.#reading = true
        return undefined
      },
    }
  }

  get #isFrozen(): boolean {
    return this.#view.missed !== undefined
  }

  #freezing(): Binding<void> {
    const does = this.#isFrozen ? 'resume' : 'freeze'
    return {
      on: 'space',
      label: t(`screen:legend.${does}`),
      help: t(`screen:menu.${does}`),
      act: () => {
        if (this.#isFrozen) this.#view.thaw()
        else this.#view.freeze()
        return undefined
      },
    }
  }

  #submit(field: Field): void {
    this.#events.add({ text: field.text })
    field.clear()
  }
}
