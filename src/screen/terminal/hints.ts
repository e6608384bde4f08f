// Hints, one tier at a time; the solution is the last.
import { t } from '../../i18n/index.js'
import { inline } from '../inline.js'
import { HINT } from '../keys.js'
import { guided, type Page, proseWidth } from '../page.js'
import { wrap } from '../width.js'
import type { Binding } from './part.js'

export class Hints {
  readonly #tiers: string[]
  #shown: number

  /** `shown`: how many were on view the last time it was asked. */
  constructor(tiers: string[] = [], shown = 0) {
    this.#tiers = tiers
    this.#shown = shown
  }

  get shown(): number {
    return this.#shown
  }

  /** The key that shows the next one; none when all are shown. */
  bindings<T>(): Binding<T>[] {
    const total = this.#tiers.length
    const left = total - this.#shown
    if (left === 0) return []
    return [
      {
        on: HINT,
        label: t('screen:legend.hint'),
        help: t('screen:menu.hint', { left, total }),
        act: () => {
          this.#shown++
          return undefined
        },
      },
    ]
  }

  /** Those shown so far, the last `most` of them; no line when there is none. */
  lines(page: Page, most = this.#tiers.length): string[] {
    const shown = this.#tiers.slice(0, this.#shown)
    return shown.slice(Math.max(0, shown.length - most)).flatMap((text, index) => {
      const number = Math.max(0, this.#shown - most) + index + 1
      const said = t('screen:answer.hint', { number, total: this.#tiers.length, text })
      return wrap(inline(said, page), proseWidth(page)).map((line) => guided(page.theme.quiet(line), page))
    })
  }
}
