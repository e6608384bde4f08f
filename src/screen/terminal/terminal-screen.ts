// The interactive form: prints for good, and lets one part at a time be redrawn in place under what is printed.
import { t } from '../../i18n/index.js'
import { drawBlocks } from '../blocks.js'
import type { Glyphs } from '../glyphs.js'
import { LiveEvents } from '../live-events.js'
import { guided, type Page } from '../page.js'
import type { Answer, Block, Live, LiveOptions, Move, PauseOptions, Question, Screen } from '../screen.js'
import { Interrupted } from '../screen.js'
import type { Theme } from '../theme.js'
import { Confirm } from './confirm.js'
import { FramePrompt } from './frame-prompt.js'
import { type Input, Keyboard } from './keyboard.js'
import { LivePart } from './live.js'
import { Pages } from './pages.js'
import { type Output, Paper } from './paper.js'
import type { Part } from './part.js'
import { PASTE_OFF, PASTE_ON } from './paste.js'
import { Pause } from './pause.js'
import { QuestionPart } from './question.js'
import { reflowedHeight } from './reflow.js'

const SHOW_CURSOR = '\x1b[?25h'
/** Rows a frame needs for its choices or its lines, under heading and body. */
const ROOM_UNDER_BODY = 12
/** Rows a pause needs under what is read: its keys, or the menu. */
const ROOM_UNDER_TEXT = 9
/** Redraws asked within this time (milliseconds) are one. */
const REDRAW_EVERY = 40

/** What stands above a frame: the part that it draws itself, and how many lines were printed before it. */
interface Above {
  heading?: Question['heading']
  body: Block[]
  printed: number
}

export interface TerminalOptions {
  input: Input
  output: Output
  theme: Theme
  glyphs: Glyphs
}

export class TerminalScreen implements Screen {
  readonly form = 'terminal'
  readonly spoken = false
  readonly #options: TerminalOptions
  readonly #paper: Paper
  readonly #keyboard: Keyboard
  #active: { redraw(): void; resize(): void; interrupt(): void } | undefined
  /** Printed once the live view has ended: nothing may come between its lines. */
  readonly #held: Block[][] = []
  /** What was printed since the last prompt, print by print. */
  #recent: Block[][] = []
  #needsGap = false
  readonly #pages: Pages
  #opened = false
  #over = false

  constructor(options: TerminalOptions) {
    this.#options = options
    this.#paper = new Paper(options.output, { colors: options.theme.colors, ascii: options.glyphs.ascii })
    this.#pages = new Pages(this.#paper, () => !this.#over)
    this.#keyboard = new Keyboard(options.input, this.#interrupt)
  }

  print(blocks: Block[]): void {
    if (this.#active) {
      this.#held.push(blocks)
      return
    }
    const lines = drawBlocks(blocks, this.#page())
    if (lines.length === 0) return
    this.#pages.print(this.#needsGap ? [guided('', this.#page()), ...lines] : lines)
    this.#recent.push(blocks)
    this.#needsGap = blocks.at(-1)?.kind !== 'command'
  }

  height(blocks: Block[]): number {
    return drawBlocks(blocks, this.#page()).length
  }

  async pause(next: string, options: PauseOptions = {}): Promise<Move> {
    // A command that ends what is read has its own empty line.
    const gap = this.#needsGap
    this.#needsGap = false
    while (this.#pages.turn(guided('', this.#page()))) {
      const move = await this.#run(new Pause(t('screen:legend.more')), { gapAfter: false })
      if (move === 'next') continue
      this.#pages.flush()
      return move
    }
    return this.#run(new Pause(next, this.#takeOver(), { ...options, gap }), { gapAfter: false })
  }

  async ask(question: Question): Promise<Answer> {
    const { heading, body } = this.#split(question.heading, question.body)
    const drawn: Block[] = heading ? [heading, ...body] : body
    return this.#run(new QuestionPart(question, drawn))
  }

  confirm(question: string): Promise<boolean> {
    return this.#run(new Confirm(question))
  }

  live(options: LiveOptions): Live {
    const events = new LiveEvents()
    const part = new LivePart(options, this.#copied(options.heading, options.body ?? []), events)
    let soon: NodeJS.Timeout | undefined
    const changed = () => {
      soon ??= setTimeout(() => {
        soon = undefined
        prompt?.redraw()
      }, REDRAW_EVERY)
    }
    const clock = setInterval(() => {
      part.tick()
      prompt?.redraw()
    }, 1000)
    const stop = () => {
      clearInterval(clock)
      clearTimeout(soon)
    }
    let prompt: FramePrompt<void> | undefined
    const done = this.#run(part, { started: (started) => (prompt = started) })
    done.then(stop, (error: Error) => {
      stop()
      events.fail(error)
    })
    return {
      line(line) {
        part.line(line)
        changed()
      },
      picture(blocks) {
        part.picture(blocks)
        changed()
      },
      status(text) {
        part.status(text)
        changed()
      },
      next: () => events.next(),
      ready(label) {
        part.ready(label)
        changed()
      },
      end: () => {
        stop()
        part.tick()
        prompt?.finish()
      },
    }
  }

  close(): void {
    if (this.#over) return
    this.#over = true
    this.#active?.interrupt()
    this.#pages.flush()
    if (!this.#opened) return
    process.off('exit', this.#restore)
    this.#options.output.off('resize', this.#resize)
    this.#restore()
  }

  async #run<T>(
    part: Part<T>,
    { gapAfter = true, started }: { gapAfter?: boolean; started?: (prompt: FramePrompt<T>) => void } = {},
  ): Promise<T> {
    if (this.#active) throw new Error('the screen shows one thing at a time: end the live view first')
    if (this.#over) throw new Interrupted()
    this.#open()
    if (!(part instanceof Pause)) this.#pages.flush()
    this.#writeGap()
    this.#recent = []
    this.#pages.begin()
    const prompt: FramePrompt<T> = new FramePrompt(part, {
      input: this.#keyboard.listen((text, entered) => prompt.paste(text, entered)),
      paper: this.#paper,
      page: () => this.#page(),
      onEnd: () => {
        this.#active = undefined
        this.#keyboard.release()
        this.#needsGap = gapAfter
        for (const blocks of this.#held.splice(0)) this.print(blocks)
      },
    })
    this.#active = prompt
    started?.(prompt)
    try {
      return await prompt.run()
    } catch (error) {
      this.close()
      throw error
    }
  }

  #open(): void {
    if (this.#opened) return
    this.#opened = true
    this.#options.output.on('resize', this.#resize)
    process.on('exit', this.#restore)
    this.#options.output.write(PASTE_ON)
  }

  readonly #resize = () => this.#active?.resize()

  /** Ctrl-C while nothing is asked, or the input closed: as a signal would, so that whoever listens cleans up. */
  readonly #interrupt = (): void => {
    const asked = this.#active !== undefined
    this.close()
    if (!asked && process.listenerCount('SIGINT') > 0) process.emit('SIGINT', 'SIGINT')
    else if (!asked) process.kill(process.pid, 'SIGINT')
  }

  readonly #restore = (): void => {
    this.#pages.flush()
    this.#keyboard.close()
    this.#options.output.write(SHOW_CURSOR + PASTE_OFF)
  }

  #page(): Page {
    const { theme, glyphs } = this.#options
    return { theme, glyphs, columns: this.#paper.columns }
  }

  #writeGap(): void {
    if (this.#needsGap) this.#pages.write([guided('', this.#page())])
    this.#needsGap = false
  }

  /**
   * Makes what was just printed part of the pause's frame, so that its heading's glyph turns from now to past. Not
   * where a redraw could spoil it: a command that is copied, or more than the terminal shows.
   */
  #takeOver(): ((page: Page, glyph: 'now' | 'past') => string[]) | undefined {
    const printed = this.#recent
    const draw = (page: Page, glyph: 'now' | 'past') => {
      const turned = printed.map((blocks) => blocks.map((block) => (isNow(block) ? { ...block, glyph } : block)))
      return turned.flatMap((blocks, index) => [...(index > 0 ? [guided('', page)] : []), ...drawBlocks(blocks, page)])
    }
    const blocks = printed.flat()
    if (!blocks.some(isNow) || blocks.some(({ kind }) => kind === 'command')) return undefined
    const text = draw(this.#page(), 'now').join('\n')
    const height = reflowedHeight(text, this.#paper.columns)
    if (height + ROOM_UNDER_TEXT > this.#paper.rows) return undefined
    this.#paper.write(`\x1b[${height}A\r\x1b[J`)
    return draw
  }

  /** What of heading and body the frame itself draws: not what is too high for the terminal, nor what is copied. */
  #split(heading: Question['heading'], body: Block[]): Above {
    const whole = drawBlocks([heading, ...body], this.#page())
    if (body.length === 0 || whole.length + ROOM_UNDER_BODY <= this.#paper.rows) return this.#copied(heading, body)
    this.print([heading, ...body])
    return { body: [], printed: whole.length + 1 }
  }

  /** A command must not be redrawn, for it is copied from: it is printed for good with what is before it, above the frame. */
  #copied(heading: Question['heading'], body: Block[]): Above {
    const last = body.findLastIndex(({ kind }) => kind === 'command')
    if (last < 0) return { heading, body, printed: 0 }
    const above = [heading, ...body.slice(0, last + 1)]
    this.print(above)
    return { body: body.slice(last + 1), printed: drawBlocks(above, this.#page()).length }
  }
}

function isNow(block: Block): block is Extract<Block, { kind: 'heading' }> {
  return block.kind === 'heading' && block.glyph === 'now'
}
