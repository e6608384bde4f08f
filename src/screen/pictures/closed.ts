// A counter whose office does not answer: its drawers are there, and nobody can say what they hold.
import { t } from '../../i18n/index.js'
import { isNarrow, type Page, pictureWidth } from '../page.js'
import type { ClosedPicture } from '../screen.js'
import { spread, wrap } from '../width.js'
import { spokenTime } from './sentence.js'

/** The picture's lines, right of the guide bar: one for the counter, one a drawer. */
export function closedLines({ topic, drawers, since }: ClosedPicture, page: Page): string[] {
  const width = pictureWidth(page)
  const name = t('screen:counter.name', { topic })
  const silent = t('screen:counter.silent', { time: since })
  const line = isNarrow(page) ? undefined : spread(name, silent, width)
  const head = line
    ? [line.slice(0, -silent.length) + page.theme.trouble(silent)]
    : [name, ...wrap(silent, width).map(page.theme.trouble)]
  const shut = drawers.map((partition) => `${t('screen:counter.drawer', { partition })}  ${page.theme.quiet('[ ? ]')}`)
  return [...head, ...shut]
}

/** The whole picture in sentences. */
export function spokenClosed({ topic, since }: ClosedPicture): string[] {
  return [t('screen:spoken.silent', { topic, time: spokenTime(since) })]
}
