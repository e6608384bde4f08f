// A heading: glyph, title, and where the learner stands on the right.
import { t } from '../../i18n/index.js'
import { inline, withoutMarks } from '../inline.js'
import { guided, isNarrow, type Page, pictureWidth } from '../page.js'
import type { Block, Place } from '../screen.js'
import { widthOf, wrap } from '../width.js'

export type Heading = Extract<Block, { kind: 'heading' }>

/** The heading's lines, its glyph in the place of the guide bar. Never wider than the terminal. */
export function headingLines(heading: Heading, page: Page): string[] {
  const { glyphs, theme } = page
  const width = pictureWidth(page)
  const aside = [place(heading.place, page), heading.elapsed].filter(Boolean).join(glyphs.between)
  const room = aside ? width - widthOf(aside) - 2 : width
  const [first = '', ...more] = wrap(inline(`**${withoutMarks(heading.title)}**`, page), room)
  const glyph = theme[heading.glyph](glyphs[heading.glyph])
  const right = aside ? ' '.repeat(width - widthOf(first) - widthOf(aside)) + theme.quiet(aside) : ''
  return [`${glyph}  ${first}${right}`, ...more.map((line) => guided(line, page))]
}

function place(at: Place | undefined, page: Page): string {
  if (!at) return ''
  return t(`screen:place.${isNarrow(page) ? 'narrow' : 'wide'}`, { ...at })
}

/** « En direct, étape 3 sur 6. » */
export function spokenHeading({ title, place: at }: Heading): string {
  const words = withoutMarks(title)
  const ended = /[.!?…]$/.test(words)
  if (!at) return ended ? words : `${words}.`
  const where = t('screen:place.spoken', { ...at })
  if (!ended) return t('screen:spoken.heading', { title: words, place: where })
  return `${words} ${where.charAt(0).toUpperCase()}${where.slice(1)}.`
}

/** Whole seconds, or minutes and seconds: « 3 s », « 1 min 5 s ». */
export function elapsed(milliseconds: number): string {
  const { minutes, seconds } = parts(milliseconds)
  return t(minutes === 0 ? 'screen:elapsed.seconds' : 'screen:elapsed.minutes', { minutes, seconds })
}

/** The same in words: « 1 seconde », « 1 minute 5 secondes ». */
export function spokenElapsed(milliseconds: number): string {
  const { minutes, seconds } = parts(milliseconds)
  const last = t('screen:spoken.seconds', { count: seconds })
  return minutes === 0 ? last : `${t('screen:spoken.minutes', { count: minutes })} ${last}`
}

function parts(milliseconds: number): { minutes: number; seconds: number } {
  const all = Math.floor(milliseconds / 1000)
  return { minutes: Math.floor(all / 60), seconds: all % 60 }
}
