// A counter (topic), its drawers (partitions), their letters and the team's bookmarks, as read from the broker.
import { t } from '../../i18n/index.js'
import { isNarrow, type Page, pictureWidth, plain, proseWidth } from '../page.js'
import type { CounterPicture, DrawerPicture } from '../screen.js'
import { pad, spread, widthOf, wrap } from '../width.js'
import { drawerLetters } from './drawer.js'

/** Letters of a drawer that are all shown where they fit at all. */
const FEW = 10

/** The picture's lines, right of the guide bar. */
export function counterLines(counter: CounterPicture, page: Page): string[] {
  return [
    ...counterHead(counter, page),
    ...counter.drawers.flatMap((drawer) => drawerLines(counter, drawer, page)),
    ...legend(counter, page),
  ]
}

/** The counter's name and when the broker was asked. */
function counterHead(counter: CounterPicture, page: Page): string[] {
  const name = plain(t('screen:counter.name', { topic: counter.topic }), page)
  const readAt = plain(t('screen:counter.readAt', { time: counter.readAt }), page)
  const line = isNarrow(page) ? undefined : spread(name, readAt, pictureWidth(page))
  if (!line) return wrap(name, pictureWidth(page))
  return [line.slice(0, -readAt.length) + page.theme.quiet(readAt)]
}

/** One drawer: its letters and its figures, on one line where they fit. */
export function drawerLines(counter: CounterPicture, drawer: DrawerPicture, page: Page): string[] {
  const width = pictureWidth(page)
  const names = counter.drawers.map(({ partition }) => widthOf(t('screen:counter.drawer', { partition })))
  const name = `${pad(t('screen:counter.drawer', { partition: drawer.partition }), Math.max(...names))}  `
  if (page.tight) return [tightLine(counter, drawer, name, page)]
  const figures = plain(figuresOf(counter, drawer, page, isNarrow(page)), page)
  if (!isNarrow(page)) {
    const beside = (said: string) => {
      const letters = drawerLetters(drawer, width - widthOf(name) - widthOf(said) - 2, page)
      return letters === undefined ? undefined : spread(name + letters, said, width)
    }
    const line = beside(figures)
    // A drawer of a few letters is shown whole, with shorter figures where need be.
    const few = drawer.end - drawer.start <= FEW && line?.includes(page.glyphs.ellipsis)
    const whole = few ? beside(plain(figuresOf(counter, drawer, page, true), page)) : undefined
    if (whole && !whole.includes(page.glyphs.ellipsis)) return [whole]
    if (line) return [line]
  }
  const room = width - widthOf(name)
  const letters = drawerLetters(drawer, room, page) ?? page.theme.quiet(page.glyphs.ellipsis)
  return [name + letters, ...wrap(figures, width - 2).map((line) => `  ${line}`)]
}

/** The letters, and only the figure that they do not show at a glance. */
function tightLine({ group }: CounterPicture, drawer: DrawerPicture, name: string, page: Page): string {
  const { start, end, bookmark } = drawer
  const figure =
    group === undefined || bookmark === undefined
      ? t('screen:counter.kept', { count: end - start })
      : t('screen:counter.lag', { count: lag(end, bookmark) })
  const width = pictureWidth(page)
  const letters = drawerLetters(drawer, width - widthOf(name) - widthOf(figure) - 2, page)
  const line = letters === undefined ? undefined : spread(name + letters, plain(figure, page), width)
  return line ?? name + (drawerLetters(drawer, width - widthOf(name), page) ?? plain(figure, page))
}

function figuresOf(
  { group }: CounterPicture,
  { start, end, bookmark }: DrawerPicture,
  page: Page,
  short: boolean,
): string {
  const figures = [t('screen:counter.kept', { count: end - start })]
  if (group !== undefined && bookmark === undefined) figures.push(t('screen:counter.noBookmark'))
  if (bookmark !== undefined) {
    const form = short ? 'bookmarkNarrow' : 'bookmark'
    figures.push(t(`screen:counter.${form}`, { offset: bookmark, marker: page.glyphs.marker }))
    figures.push(t('screen:counter.lag', { count: lag(end, bookmark) }))
  }
  return figures.join(page.glyphs.between)
}

/** What the signs mean: only those that are drawn. */
function legend(counter: CounterPicture, page: Page): string[] {
  const { glyphs, theme } = page
  if (page.brief) return []
  const lines: string[] = []
  if (counter.group !== undefined && counter.drawers.some(({ bookmark }) => bookmark !== undefined)) {
    lines.push(t('screen:counter.legend', { marker: glyphs.marker, group: counter.group }))
  }
  if (counter.drawers.some(({ start }) => start > 0)) lines.push(t('screen:counter.gone', { gone: glyphs.gone }))
  return lines.flatMap((line) => wrap(plain(line, page), proseWidth(page))).map((line) => theme.quiet(line))
}

/** Letters still to read, as Kafka's own tools count them: end − bookmark, letters no longer kept included. */
export function lag(end: number, bookmark: number): number {
  return Math.max(0, end - bookmark)
}
