// What a task asks is in sight as long as the learner has to act, in small terminals too; where there is no room for it
// beside a hint or the menu, `r` shows it.
import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from '../../../src/i18n/index.js'
import { drawBlocks } from '../../../src/screen/blocks.js'
import { glyphs } from '../../../src/screen/glyphs.js'
import { LiveEvents } from '../../../src/screen/live-events.js'
import type { EventLine } from '../../../src/screen/screen.js'
import { LivePart } from '../../../src/screen/terminal/live.js'
import { TerminalScreen } from '../../../src/screen/terminal/terminal-screen.js'
import { theme } from '../../../src/screen/theme.js'
import { MemoryTerminal, page } from '../support.js'
import { type LessonTask, lessonTasks } from './lesson-tasks.js'

const SIZES = [
  [40, 20],
  [60, 20],
  [80, 24],
] as const
const tasks = { fr: await lessonTasks('fr'), en: await lessonTasks('en') }

let screen: TerminalScreen | undefined
afterEach(() => {
  screen?.close()
  setLanguage('fr')
})

/** The words on view, whatever the lines they stand on. */
const words = (shown: string) => shown.replace(/[│└]/g, ' ').replace(/\s+/g, ' ').trim()

const read: EventLine = { who: 'tracker-1', wide: 'lit n° 1', narrow: 'lit n° 1', spoken: '' }

/** What a terminal of this size shows of the task, from its first moment on. */
async function firstSeen({ options, picture }: LessonTask, columns: number, rows: number): Promise<string> {
  const terminal = new MemoryTerminal(columns, rows)
  const { input, output } = terminal
  screen = new TerminalScreen({ input, output, theme: theme(false), glyphs: glyphs(false) })
  screen.print([{ kind: 'prose', text: 'Ce qui précède.' }])
  const live = screen.live(options)
  live.next().catch(() => {})
  live.picture(picture)
  live.status('…')
  live.line(read)
  // A key that does nothing draws at once what would come a moment later.
  terminal.press('Left')
  return terminal.visible()
}

/** The same task's frame, to be asked again and again: a terminal shows it but for two lines of air. */
class Frame {
  readonly #part: LivePart
  readonly #columns: number
  readonly #rows: number
  readonly #typing: boolean

  constructor({ options, picture }: LessonTask, status: string, columns: number, rows: number) {
    this.#part = new LivePart(options, { ...options, body: options.body ?? [], printed: 0 }, new LiveEvents())
    this.#part.picture(picture)
    this.#part.status(status)
    for (let n = 0; n < 8; n++) this.#part.line(read)
    this.#columns = columns
    this.#rows = rows
    this.#typing = options.field !== undefined
  }

  get shown(): string {
    const lines = this.#part.lines(page(this.#columns), this.#rows - 2)
    expect(lines.length).toBeLessThanOrEqual(this.#rows - 2)
    return words(lines.join('\n'))
  }

  press(name: string): void {
    this.#part.press(name.length === 1 ? { name, char: name } : { name })
  }

  /** By a letter: where letters are text, by the menu. */
  command(letter: string): void {
    if (this.#typing) this.press('escape')
    this.press(letter)
  }

  /** Whether it is there, or comes by `r`, as the screen says. */
  reaches(wanted: string, { menu = false } = {}): boolean {
    if (this.shown.includes(wanted)) return true
    if (this.#typing && !menu) this.press('escape')
    if (!/ r (: )?(relire|reread)/.test(this.shown)) return false
    this.press('r')
    const there = this.shown.includes(wanted)
    this.press('escape')
    if (!this.#typing) this.press('escape')
    return there
  }
}

describe.each(['fr', 'en'] as const)('what a task asks, in %s,', (language) => {
  const each = SIZES.flatMap(([columns, rows]) =>
    tasks[language].map((task) => [task.lesson, task.step, columns, rows, task] as const),
  )

  it.each(each)('%s, %s, at %i × %i', async (_lesson, _step, columns, rows, task) => {
    setLanguage(language)
    const { body = [], hints = [] } = task.options
    const wanted = words(drawBlocks(body, page(columns)).join('\n'))
    expect(words(await firstSeen(task, columns, rows))).toContain(wanted)

    const longest = task.statuses.reduce((long, status) => (status.length > long.length ? status : long))
    for (const status of new Set([task.statuses[0]!, longest])) {
      const frame = new Frame(task, status, columns, rows)
      expect(frame.reaches(wanted), `${status}\n${frame.shown}`).toBe(true)
      for (const hint of hints) {
        frame.command('i')
        expect(frame.shown).toContain(words(hint.replace(/[`*]/g, '')))
        expect(frame.reaches(wanted), `${hint}\n${frame.shown}`).toBe(true)
      }
      frame.press('escape')
      expect(frame.reaches(wanted, { menu: true }), `menu\n${frame.shown}`).toBe(true)
    }
  })
})
