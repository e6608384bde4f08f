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

/** The whole picture in a sentence: « Retard de l’équipe x : 6 lettres, dont 2 au casier 0 et 4 au casier 2. » */
export function spokenLag({ group, drawers }: LagPicture): string {
  const total = drawers.reduce((sum, { lag }) => sum + lag, 0)
  const name = t('screen:lag.name', { group, count: total })
  const late = drawers.filter(({ lag }) => lag > 0).map((drawer) => t('screen:spoken.lagIn', { ...drawer }))
  const last = late.at(-1)
  if (last === undefined || drawers.length === 1) return sentence(name)
  const where = late.length === 1 ? last : t('screen:spoken.and', { most: late.slice(0, -1).join(', '), last })
  return sentence(t('screen:spoken.lagWhere', { name, where }))
}
