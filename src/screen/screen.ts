// The one interface all that is shown goes through. Three forms implement it: terminal (redrawn in place),
// simple (line by line, fit for a screen reader) and plain (no terminal: lines only, nothing is ever asked).
// Everything that comes in is data in the learner's language; nothing here knows of lessons, Kafka or children.

/** Where the learner stands; shown right-aligned on a heading: « étape 3/6 ». */
export interface Place {
  step: number
  steps: number
}

/** A counter (topic) with its drawers (partitions), as read from the broker. */
export interface CounterPicture {
  kind: 'counter'
  topic: string
  /** The team (consumer group) whose bookmarks are drawn; absent when nobody reads. */
  group?: string
  drawers: DrawerPicture[]
  /** When the broker was asked, as shown: « 10:42:09 ». */
  readAt: string
}

export interface DrawerPicture {
  partition: number
  /** First offset still kept. */
  start: number
  /** Offset the next letter will get. */
  end: number
  /** Next offset the team will read; undefined when it has no bookmark here. */
  bookmark?: number | undefined
}

/** A counter whose office does not answer, last heard of at this time: « 10:42:09 ». */
export interface ClosedPicture {
  kind: 'closed'
  topic: string
  /** Their numbers. */
  drawers: number[]
  since: string
}

/** The raw bytes of a file, drawn as text with the unprintable shown as dots; `mark` is set off. */
export interface BytesPicture {
  kind: 'bytes'
  path: string
  bytes: Uint8Array
  mark?: string | undefined
}

/**
 * A team (consumer group): which drawers each member holds, and held before; `silent`: whole seconds since it was killed,
 * still unknown to the team; `struck`: after how long without a sign of life it was struck off, and lost its drawers.
 */
export interface TeamPicture {
  kind: 'team'
  group: string
  members: {
    name: string
    drawers: number[]
    before?: number[] | undefined
    silent?: number | undefined
    struck?: string
  }[]
}

/** A team's lag as bars, one a drawer. */
export interface LagPicture {
  kind: 'lag'
  group: string
  drawers: { partition: number; lag: number }[]
}

/** One thing to show. Prose holds inline Markdown only: `code`, **strong**, *emphasis*. */
export type Block =
  | { kind: 'heading'; glyph: 'now' | 'past' | 'break'; title: string; place?: Place | undefined; elapsed?: string }
  | { kind: 'prose'; text: string }
  | { kind: 'list'; items: string[] }
  /** `apart`: what stands side by side does not go together, each column is a list of its own. */
  | { kind: 'table'; head: string[]; rows: string[][]; apart?: boolean }
  | { kind: 'code'; caption: string; lines: string[] }
  /** To paste: shown without the guide bar, exactly as given. */
  | { kind: 'command'; caption: string; lines: string[] }
  | { kind: 'check'; ok: boolean; expected: string; observed: string }
  | { kind: 'events'; lines: EventLine[] }
  | { kind: 'gap' }
  | CounterPicture
  | ClosedPicture
  | BytesPicture
  | TeamPicture
  | LagPicture

/** One line a program said, in the three forms the screens need. `who` is its short name: « tracker ». */
export interface EventLine {
  who: string
  /** 80 columns and more. */
  wide: string
  /** Down to 40 columns. */
  narrow: string
  /** A whole sentence, for `--simple`: no « · », « → », « × », « n° ». */
  spoken: string
  tone?: 'normal' | 'trouble' | 'quiet'
  /** Lines alike have the same one: how many there were, where they come too fast to be said (« 4 lettres lues »). */
  tally?: ((count: number) => string) | undefined
}

/** What the learner asked for, by the keys that work everywhere: Entrée, p, r, q. (`i`, hint, is handled by the screen itself.) */
export type Move = 'next' | 'skip' | 'reread' | 'quit'

interface Choice {
  id: string
  label: string
}

/** With a move, how many hints had been shown: asked again, the question goes on from there. */
export type Answer = { choice: string } | { move: Exclude<Move, 'next'>; told?: number }

export interface Question {
  heading: Extract<Block, { kind: 'heading' }>
  body: Block[]
  choices: Choice[]
  /** In tiers, the solution last; `i` shows the next one. */
  hints: string[]
  /** How many of them are already on view. */
  told?: number
}

export interface PauseOptions {
  lesson?: boolean
}

export interface LiveOptions {
  heading: Extract<Block, { kind: 'heading' }>
  /** What the learner is asked to do, kept in view above the lines. */
  body?: Block[]
  /** Own keys of this step, each one letter, none of i p r q: « d : déposer une lettre ». */
  actions?: { key: string; label: string }[]
  /** A text field: Enter submits what was typed (then letters are text, and Échap opens the menu of keys). */
  field?: { label: string; placeholder?: string }
  hints?: string[]
}

export type LiveEvent = { action: string } | { text: string } | { move: Move }

/** A part of the screen that is redrawn while programs run. In simple and plain form each change is a line. */
export interface Live {
  line(line: EventLine): void
  /** Replaces the picture under the lines. */
  picture(blocks: Block[]): void
  /** Replaces the one status line: what is awaited. Never silent for more than a second: the screen shows the elapsed time itself. */
  status(text: string): void
  /**
   * What the learner does next. The same promise until it settles, so that it may be raced again: keep it until then,
   * for what settles a promise that nobody watches any more is not told twice. Plain form: never settles.
   */
  next(): Promise<LiveEvent>
  /** Lets Enter through (« Entrée : continuer »): until then `next()` gives no { move: 'next' }. */
  ready(label: string): void
  /** Ends the live part; its last frame stays above as ordinary lines. */
  end(): void
}

export interface Screen {
  readonly form: 'terminal' | 'simple' | 'plain'
  /** All is said in sentences, for the ear: no picture that prose may point at. */
  readonly spoken: boolean
  /** Prints for good. */
  print(blocks: Block[]): void
  /** How many lines these take here. */
  height(blocks: Block[]): number
  /**
   * Waits for Enter or another move; `next` says where Enter leads: « leçon 5, le marque-page ». With `lesson`, what
   * `p` passes is the whole lesson, and it says so. Plain form: 'next' at once.
   */
  pause(next: string, options?: PauseOptions): Promise<Move>
  /** Asks; the frame left behind shows question and answer. Plain form throws: nothing is ever asked there. */
  ask(question: Question): Promise<Answer>
  /** Asks yes or no; French « o/n ». Plain form: false. */
  confirm(question: string): Promise<boolean>
  /** Takes over the screen while programs run. */
  live(options: LiveOptions): Live
  /** Gives the terminal back as it was found: cursor, raw mode, line. */
  close(): void
}

/** Ctrl-C (or a closed input) at any prompt: the caller cleans up and exits 130. */
export class Interrupted extends Error {
  override name = 'Interrupted'
}
