// The live view: programs' lines as they come, what is awaited, the picture at the bottom, and the keys.
import { t } from '../../i18n/index.js'
import { drawBlocks, sayLines } from '../blocks.js'
import type { LiveEvents } from '../live-events.js'
import { guided, isNarrow, type Page, pictureWidth } from '../page.js'
import { eventLine } from '../pictures/events.js'
import { elapsed, type Heading, headingLines } from '../pictures/heading.js'
import type { Block, EventLine, LiveEvent, LiveOptions } from '../screen.js'
import { spread } from '../width.js'
import { Field } from './field.js'
import { keyLines } from './footer.js'
import { Hints } from './hints.js'
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
/** More lines than any terminal shows are not kept. */
const KEPT = 200

/** What is on view; while the screen is frozen, as it was then. */
interface View {
  lines: EventLine[]
  picture: Block[]
  status: string
  elapsed: number
}

export class LivePart implements Part<void> {
  readonly #heading: Heading | undefined
  readonly #body: Block[]
  #actions: { key: string; label: string }[]
  #field: Field | undefined
  #hints: Hints
  /** Lines printed above the frame, to be kept in sight. */
  readonly #printed: number
  readonly #menu = new Menu()
  readonly #events: LiveEvents
  readonly #started = Date.now()
  #view: View = { lines: [], picture: [], status: '', elapsed: 0 }
  #frozen: { view: View; missed: number } | undefined
  #readyLabel: string | undefined
  /** Enter was pressed before its time: the footer says what is awaited. */
  #early = false
  #slots = FIRST_SLOTS
  /** Whether the last frame left legends out, for want of room. */
  #brief = false

  /** `heading` and `body`: what the frame draws of them; the rest was printed before it, in so many lines. */
  constructor(options: LiveOptions, above: { heading?: Heading; body: Block[]; printed?: number }, events: LiveEvents) {
    this.#heading = above.heading
    this.#body = above.body
    this.#printed = above.printed ?? 0
    this.#actions = options.actions ?? []
    this.#field = options.field && new Field(options.field)
    this.#hints = new Hints(options.hints)
    this.#events = events
  }

  line(line: EventLine): void {
    this.#view = { ...this.#view, lines: [...this.#view.lines, line].slice(-KEPT) }
    if (this.#frozen) this.#frozen.missed++
  }

  picture(picture: Block[]): void {
    this.#view = { ...this.#view, picture }
  }

  status(status: string): void {
    this.#view = { ...this.#view, status }
  }

  /** What there was to do is done: only the keys that lead on are left. */
  ready(label: string): void {
    this.tick()
    this.#readyLabel = label
    this.#actions = []
    this.#field = undefined
    this.#hints = new Hints()
  }

  /** Takes note of the time; once all has run, it stands. */
  tick(): void {
    if (this.#readyLabel === undefined) this.#view = { ...this.#view, elapsed: Date.now() - this.#started }
  }

  press(key: Press): Outcome<void> {
    const inMenu = this.#menu.press(key, this.#bindings())
    if (inMenu) return inMenu.outcome
    const field = this.#field
    const nothingTyped = field === undefined || field.text === ''
    this.#early = key.name === 'enter' && nothingTyped && this.#readyLabel === undefined && !this.#frozen
    if (!field) return dispatch(this.#bindings(), key)
    if (key.name !== 'enter') field.press(key)
    else if (field.text !== '') this.#submit(field)
    else if (this.#readyLabel !== undefined) this.#events.add({ move: 'next' })
    return undefined
  }

  lines(wide: Page, most: number): string[] {
    const height = Math.max(most - this.#printed, Math.min(LEAST, most))
    const view = this.#frozen?.view ?? this.#view
    const gap = guided('', wide)
    const tallest = isNarrow(wide) ? height : Math.min(TALLEST, height)
    const needs = (page: Page) => {
      const head = this.#head(view, page, 'now')
      return { head, shortest: this.#below(view, { ...page, brief: true }).length + FEWEST_SLOTS }
    }
    const usual = needs(wide)
    // What the learner is asked to do must not go off the top.
    const tight = isNarrow(wide) && usual.head.length + usual.shortest > tallest
    const page = tight ? { ...wide, tight } : wide
    const { head, shortest } = tight ? needs(page) : usual
    const hints = this.#hints.fitting(page, tallest - head.length - shortest - 1)
    const above = [...head, ...(hints.length > 0 ? [...hints, ...(tight ? [] : [gap])] : [])]
    const room = tallest - above.length
    const whole = [gap, ...this.#below(view, page)]
    // At the end the lines that were in view stay, rather than make room for a legend.
    this.#brief = room - whole.length < FEWEST_SLOTS || (this.#brief && this.#readyLabel !== undefined)
    const below = this.#brief ? this.#below(view, { ...page, brief: true }) : whole
    const slots = Math.max(1, Math.min(Math.max(this.#slots, view.lines.length), room - below.length))
    this.#slots = Math.max(this.#slots, Math.min(slots, view.lines.length))
    const shown = view.lines.slice(-slots).map((line) => guided(eventLine(line, page), page))
    const empty = Array.from({ length: slots - shown.length }, () => gap)
    return fit([...above, ...shown, ...empty, ...below], height)
  }

  /** The last frame, without its empty lines and its keys. */
  rest(page: Page): string[] {
    const view = this.#view
    const gap = guided('', page)
    const shown = view.lines
      .slice(-Math.max(this.#slots, FEWEST_SLOTS))
      .map((line) => guided(eventLine(line, page), page))
    const picture = drawBlocks(view.picture, page)
    const head = this.#head(view, page, 'past')
    const parts = [head.at(-1) === gap ? head.slice(0, -1) : head, shown, picture].filter((part) => part.length > 0)
    return parts.length === 0 ? [gap] : parts.flatMap((part, index) => (index === 0 ? part : [gap, ...part]))
  }

  /** Heading and body, each with the gap after it. */
  #head(view: View, page: Page, glyph: Heading['glyph']): string[] {
    const gap = guided('', page)
    const heading = this.#heading && { ...this.#heading, glyph, elapsed: elapsed(view.elapsed) }
    const body = drawBlocks(this.#body, page)
    const gaps = page.tight ? [] : [gap]
    return [
      ...(heading ? [...headingLines(heading, page), ...gaps] : []),
      ...(body.length > 0 ? [...body, ...gaps] : []),
    ]
  }

  /** All that stands under the lines. */
  #below(view: View, page: Page): string[] {
    const under = this.#under(view, page)
    const controls = this.#controls(page)
    return page.brief || under.length === 0 ? [...under, ...controls] : [...under, guided('', page), ...controls]
  }

  /** The status and the picture. Where the heading was printed before the frame, the time stands by the status. */
  #under(view: View, page: Page): string[] {
    const time = this.#heading ? '' : elapsed(view.elapsed)
    const beside = time ? spread(view.status, time, pictureWidth(page)) : undefined
    const status = beside
      ? [guided(beside, page)]
      : view.status || time
        ? sayLines(`${view.status} ${time}`.trim(), page)
        : []
    const picture = drawBlocks(view.picture, page)
    const between = status.length > 0 && picture.length > 0 && !page.brief ? [guided('', page)] : []
    return [...status, ...between, ...picture]
  }

  #controls(page: Page): string[] {
    const own = this.#actions.length > 0 && !this.#field && !this.#menu.isOpen ? keyLines(this.#actions, page) : []
    const actions = own.map((line) => guided(line, page))
    const field = this.#field ? [guided(this.#field.line(page), page)] : []
    return [...actions, ...field, ...this.#foot(page)]
  }

  #foot(page: Page): string[] {
    if (this.#menu.isOpen) return this.#menu.lines(this.#bindings(), page)
    if (this.#field) {
      const enter =
        this.#readyLabel !== undefined && this.#field.text === '' ? this.#readyLabel : t('screen:legend.send')
      const keys: Binding<void>[] = [
        { on: 'enter', label: enter, act: () => undefined },
        {
          on: 'escape',
          label: t(this.#hints.bindings().length > 0 ? 'screen:legend.hintAndKeys' : 'screen:legend.keys'),
          act: () => undefined,
        },
      ]
      return this.#menu.lines(keys, page, this.#lead())
    }
    const named = this.#bindings().filter(({ on }) => !this.#actions.some(({ key }) => key === on))
    return this.#menu.lines(named, page, this.#lead())
  }

  #lead(): string | undefined {
    const missed = this.#frozen?.missed
    if (missed !== undefined) return missed === 0 ? t('screen:live.still') : t('screen:live.frozen', { count: missed })
    if (this.#readyLabel !== undefined) return undefined
    if (this.#early) return t(`screen:live.${this.#field ? 'type' : this.#actions.length > 0 ? 'act' : 'wait'}`)
    return this.#actions.length === 0 && !this.#field ? t('screen:live.running') : undefined
  }

  #bindings(): Binding<void>[] {
    const give = (event: LiveEvent) => () => {
      // What is done now must be seen.
      this.#frozen = undefined
      this.#events.add(event)
      return undefined
    }
    const label = this.#readyLabel
    const moves = moveBindings<void>(['skip', 'quit'], (move) => give({ move }))
    if (this.#frozen) {
      const thaw = this.#freezing()
      return [thaw, { on: 'enter', act: thaw.act }, ...moves, ...this.#actionBindings(give)]
    }
    return [
      ...(label === undefined ? [] : [{ on: 'enter', label, act: give({ move: 'next' }) }]),
      ...this.#actionBindings(give),
      this.#freezing(),
      ...(label === undefined ? this.#hints.bindings<void>() : []),
      ...moves,
    ]
  }

  #actionBindings(give: (event: LiveEvent) => () => undefined): Binding<void>[] {
    return this.#actions.map(({ key, label }) => ({ on: key, label, act: give({ action: key }) }))
  }

  #freezing(): Binding<void> {
    const does = this.#frozen ? 'resume' : 'freeze'
    return {
      on: 'space',
      label: t(`screen:legend.${does}`),
      help: t(`screen:menu.${does}`),
      act: () => {
        this.#frozen = this.#frozen ? undefined : { view: this.#view, missed: 0 }
        return undefined
      },
    }
  }

  #submit(field: Field): void {
    this.#events.add({ text: field.text })
    field.clear()
  }
}

/** Of a frame that is still too high: its heading, and all that fits from the bottom up. */
function fit(lines: string[], height: number): string[] {
  return lines.length <= height ? lines : [lines[0]!, ...lines.slice(-(height - 1))]
}
