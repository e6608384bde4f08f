// A counter's drawers in sentences: whole, as evidence, or in a few words, when they have just changed.
import { t } from '../../i18n/index.js'
import type { Part } from '../changes.js'
import type { CounterPicture, DrawerPicture } from '../screen.js'
import { lag } from './counter.js'
import { spokenTime } from './sentence.js'

/** The whole picture: a line for a single drawer; of several, one each, those that hold the same together. */
export function spokenCounter(counter: CounterPicture): string[] {
  const { topic, group, drawers } = counter
  const time = spokenTime(counter.readAt)
  const [only, ...others] = drawers
  if (only && others.length === 0) {
    return [`${t('screen:spoken.counter', { topic, time })} ${wholeDrawer(counter, only)}`]
  }
  const read = group !== undefined && drawers.some(({ bookmark }) => bookmark !== undefined)
  return [
    read ? t('screen:spoken.counterRead', { topic, time, group }) : t('screen:spoken.counter', { topic, time }),
    ...byDrawer(drawers.map((drawer) => ({ text: drawerOfSeveral(counter, drawer), drawer }))),
  ]
}

/** A drawer alone, in sentences. */
function wholeDrawer({ group }: CounterPicture, drawer: DrawerPicture): string {
  const { partition, start, end, bookmark } = drawer
  const sentences = [t('screen:spoken.drawer', { drawer: drawerNames([partition]), holds: holds(drawer) })]
  if (start > 0) sentences.push(t('screen:spoken.gone', { count: start }))
  if (group !== undefined && bookmark === undefined) sentences.push(t('screen:spoken.noBookmark', { group }))
  if (group !== undefined && bookmark !== undefined) {
    sentences.push(t('screen:spoken.bookmark', { group, offset: bookmark }))
    sentences.push(t('screen:spoken.lag', { count: lag(end, bookmark) }))
  }
  return sentences.join(' ')
}

/** The same where its team is already named, without the drawer's own name. */
function drawerOfSeveral(counter: CounterPicture, drawer: DrawerPicture): string {
  const gone = drawer.start > 0 ? ` ${t('screen:spoken.gone', { count: drawer.start })}` : ''
  const figures = bookmarkOf(counter, drawer)
  const place = figures === '' ? '' : ` ${figures.charAt(0).toUpperCase()}${figures.slice(1)}.`
  return `${holds(drawer)}.${gone}${place}`
}

/** « 3 lettres gardées, marque-page 2, retard 1 ». */
export function drawerNow(counter: CounterPicture, drawer: DrawerPicture): string {
  const { start, end } = drawer
  return [t('screen:spoken.kept', { count: end - start }), bookmarkOf(counter, drawer)].filter(Boolean).join(', ')
}

/** Parts as lines; drawers of which the same is said share one. */
export function byDrawer(parts: Part[]): string[] {
  const lines = new Map<string, Part[]>()
  for (const part of parts) {
    const same = `${part.drawer?.topic} ${part.text}`
    lines.set(same, part.drawer ? [...(lines.get(same) ?? []), part] : [part])
  }
  return [...lines.values()].map((same) => {
    const [{ text, drawer }] = same as [Part]
    if (!drawer) return text
    const names = drawerNames(same.map((part) => part.drawer!.partition))
    const what = { drawer: names, holds: text.replace(/\.$/, '') }
    const said = same.length > 1 ? t('screen:spoken.drawersEach', what) : t('screen:spoken.drawer', what)
    return drawer.topic === undefined ? said : `${t('screen:spoken.counterNow', { topic: drawer.topic })} ${said}`
  })
}

/** « Casier 0 », « Casiers 0, 1 et 2 » */
function drawerNames(partitions: number[]): string {
  const last = String(partitions.at(-1))
  const most = partitions.slice(0, -1).join(', ')
  const numbers = most === '' ? last : t('screen:spoken.and', { most, last })
  return t('screen:spoken.drawerNames', { count: partitions.length, numbers })
}

function holds({ start, end }: DrawerPicture): string {
  const count = end - start
  if (count === 0) return t('screen:spoken.keptNone')
  return t('screen:spoken.keptFrom', { count, first: start, last: end - 1 })
}

/** « marque-page 2, retard 1 »; nothing where no team is asked about. */
function bookmarkOf({ group }: CounterPicture, { end, bookmark }: DrawerPicture): string {
  if (group === undefined) return ''
  if (bookmark === undefined) return t('screen:counter.noBookmark')
  return t('screen:spoken.place', { offset: bookmark, lag: lag(end, bookmark) })
}
