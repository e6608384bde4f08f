// A team's lag, drawer by drawer, as bars on one scale.
import { t } from '../../i18n/index.js'
import { type Page, pictureWidth } from '../page.js'
import type { LagPicture } from '../screen.js'
import { pad, widthOf, wrap } from '../width.js'
import { sentence } from './sentence.js'

/** The picture's lines, right of the guide bar. One block is one letter, until the longest bar would not fit. */
export function lagLines({ group, drawers }: LagPicture, page: Page): string[] {
  const { theme, glyphs } = page
  const total = drawers.reduce((sum, { lag }) => sum + lag, 0)
  const names = drawers.map(({ partition }) => t('screen:counter.drawer', { partition }))
  const column = Math.max(...names.map(widthOf)) + 2
  const longest = Math.max(1, ...drawers.map(({ lag }) => lag))
  const room = pictureWidth(page) - column - String(longest).length - 2
  const scale = Math.min(1, room / longest)
  return [
    ...(page.tight ? [] : wrap(t('screen:lag.name', { group, count: total }), pictureWidth(page))),
    ...drawers.map(({ lag }, index) => {
      // A lag that is not zero always shows.
      const length = lag === 0 ? 0 : Math.max(1, Math.round(lag * scale))
      const bar = glyphs.block.repeat(length)
      return `${pad(names[index]!, column)}${theme.unread(bar)}${length > 0 ? ' ' : ''}${lag}`
    }),
  ]
}

/** The whole picture in sentences. */
export function spokenLag({ group, drawers }: LagPicture): string[] {
  const total = drawers.reduce((sum, { lag }) => sum + lag, 0)
  return [
    sentence(t('screen:lag.name', { group, count: total })),
    ...drawers.map(({ partition, lag }) => t('screen:spoken.drawerLag', { partition, count: lag })),
  ]
}
