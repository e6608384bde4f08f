// The foot of a frame: the keys that work now, on a line; or the menu that Escape opens, one key a line.
import { t } from '../../i18n/index.js'
import { guided, isNarrow, type Page, pictureWidth, plain } from '../page.js'
import { pad, widthOf, wrap } from '../width.js'
import type { Binding } from './part.js'

/** One key of the footer, as shown. */
export interface Legend {
  key: string
  label: string
}

const NAMED = ['enter', 'space', 'escape']
const APART = '    '

/** « i : indice », for each binding that is to be named. */
export function legends<T>(bindings: Binding<T>[]): Legend[] {
  return bindings.flatMap(({ on, label }) => (label === undefined ? [] : [{ key: keyName(on), label }]))
}

/** « Entrée » for the keys that have a name, the letter itself for the others. */
function keyName(on: string): string {
  return NAMED.includes(on) ? t(`screen:key.${on}`) : on
}

/** The footer's lines: what goes on (`lead`), then the keys; closer together, then on several lines, where there is less room. */
export function footLines(keys: Legend[], page: Page, lead?: string): string[] {
  const { theme, glyphs } = page
  return keyLines(keys, page, lead).map((line, index) => `${index === 0 ? theme.guide(glyphs.foot) : ' '}  ${line}`)
}

/** Keys and what they do, on as few lines as they fit. */
export function keyLines(keys: Legend[], page: Page, lead?: string): string[] {
  const width = pictureWidth(page)
  const leads = lead === undefined ? [] : wrap(plain(lead, page), width)
  const items = keys.map((legend) => item(legend, page))
  const oneLine = [...leads, ...items].join(APART)
  if (!isNarrow(page) && widthOf(oneLine) <= width) return [oneLine]
  return packed([...leads, ...items], isNarrow(page) ? page.glyphs.between : APART, width)
}

function item({ key, label }: Legend, page: Page): string {
  const form = isNarrow(page) ? `${key} ${label}` : t('screen:legend.item', { key, label })
  // The way on is the one to see first.
  const paint = key === keyName('enter') ? page.theme.way : page.theme.key
  return paint(key) + plain(form, page).slice(key.length)
}

/** Fills lines with as many items as fit. */
function packed(items: string[], separator: string, width: number): string[] {
  const lines: string[] = []
  for (const text of items) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last + separator + text) <= width)
      lines[lines.length - 1] = last + separator + text
    else lines.push(...wrap(text, width))
  }
  return lines
}

/** The menu: every key and what it does, in words. */
export function menuLines<T>(bindings: Binding<T>[], page: Page): string[] {
  const named = bindings.filter(({ label }) => label !== undefined)
  const width = Math.max(...named.map(({ on }) => widthOf(keyName(on))))
  const lines = named.flatMap(({ on, label = '', help = label }) => {
    const words = plain(isNarrow(page) ? label : help, page)
    const [first = '', ...more] = wrap(words, pictureWidth(page) - width - 2)
    return [`${page.theme.key(pad(keyName(on), width))}  ${first}`, ...more.map((line) => ' '.repeat(width + 2) + line)]
  })
  const close = { key: keyName('escape'), label: t('screen:legend.close') }
  return [...lines.map((line) => guided(line, page)), ...footLines([close], page, t('screen:menu.foot'))]
}
