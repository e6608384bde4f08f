// What a task expected and what the broker showed.
import { t } from '../../i18n/index.js'
import { inline } from '../inline.js'
import { type Page, plain, proseWidth } from '../page.js'
import { pad, widthOf, wrap } from '../width.js'

interface Check {
  ok: boolean
  expected: string
  observed: string
}

/** The check's lines, right of the guide bar. */
export function checkLines({ ok, expected, observed }: Check, page: Page): string[] {
  const { glyphs, theme } = page
  const said = plain(t(ok ? 'screen:check.held' : 'screen:check.failed'), page)
  const labels = [t('screen:check.expected'), t('screen:check.observed')]
  const margin = Math.max(...labels.map(widthOf)) + 3
  const part = (label: string, text: string) => {
    const [first = '', ...more] = wrap(inline(text, page), proseWidth(page) - margin - 3)
    return [`   ${theme.quiet(pad(label, margin - 1))} ${first}`, ...more.map((line) => ' '.repeat(margin + 3) + line)]
  }
  return [
    ok ? `${theme.now(glyphs.ok)}  ${theme.strong(said)}` : theme.trouble(`${glyphs.ko}  ${said}`),
    ...part(labels[0]!, expected),
    ...part(labels[1]!, observed),
  ]
}

/** The check as one sentence each. */
export function spokenCheck({ ok, expected, observed }: Check): string[] {
  const bare = (text: string) => text.replace(/[.\s]+$/, '')
  return [t(ok ? 'screen:spoken.held' : 'screen:spoken.failed', { expected: bare(expected), observed: bare(observed) })]
}
