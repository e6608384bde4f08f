// How many lines each screen of a lesson takes in a terminal of 80 columns, before a key is asked.
import { drawBlocks } from '../../src/screen/blocks.js'
import { glyphs } from '../../src/screen/glyphs.js'
import { LiveEvents } from '../../src/screen/live-events.js'
import type { Page } from '../../src/screen/page.js'
import type { Block, EventLine, LiveOptions } from '../../src/screen/screen.js'
import { LivePart } from '../../src/screen/terminal/live.js'
import { theme } from '../../src/screen/theme.js'

/** What a learner has before them when a key is asked: prints one under the other, or a live view as it ends. */
export type Shown =
  | { kind: 'page'; prints: Block[][]; asks?: boolean }
  | { kind: 'live'; options: LiveOptions; picture: Block[]; status: string; ready: boolean }

/** DESIGN section 5: a screen is at most this high. */
const HIGHEST = 20
/** Lines of programs that a live view must leave in sight. */
const LEAST_LINES = 3

const PAGE: Page = { theme: theme(false), glyphs: glyphs(false), columns: 80 }

/** The screens that are higher than they may be, each with its height and how it begins. */
export function tooHigh(screens: Shown[]): string[] {
  return screens.flatMap((shown) => {
    const lines = shown.kind === 'page' ? pageLines(shown.prints) : liveLines(shown)
    // The keys, and an empty line, unless a command has left one.
    const foot = lines.at(-1) === '' ? 1 : 2
    const height = lines.length + (shown.kind === 'page' ? foot : 0)
    return height > HIGHEST ? [`${height}: ${lines[0]}`] : []
  })
}

/** The lines these take in such a terminal. */
export function heightOf(blocks: Block[]): number {
  return drawBlocks(blocks, PAGE).length
}

function pageLines(prints: Block[][]): string[] {
  const drawn = prints.map((blocks) => drawBlocks(blocks, PAGE)).filter((lines) => lines.length > 0)
  return drawn.flatMap((lines, index) => (index === 0 ? lines : ['│', ...lines]))
}

function liveLines({ options, picture, status, ready }: Extract<Shown, { kind: 'live' }>): string[] {
  const part = new LivePart(
    options,
    { heading: options.heading, body: options.body ?? [], printed: 0 },
    new LiveEvents(),
  )
  part.picture(picture)
  part.status(status)
  if (ready) part.ready('continuer')
  const said: EventLine = { who: 'lara', wide: 'line', narrow: 'line', spoken: 'line' }
  for (let line = 0; line < LEAST_LINES; line++) part.line(said)
  const lines = part.lines(PAGE, Number.POSITIVE_INFINITY)
  const missing = LEAST_LINES - lines.filter((line) => line.includes('lara      line')).length
  return [...lines, ...Array.from({ length: missing }, () => '')]
}
