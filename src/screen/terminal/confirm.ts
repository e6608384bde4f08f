// A question to be answered by yes or no.
import { t } from '../../i18n/index.js'
import { sayLines } from '../blocks.js'
import type { Page } from '../page.js'
import { headingLines } from '../pictures/heading.js'
import { footLines } from './footer.js'
import type { Outcome, Part, Press } from './part.js'

/** Yes or no; `q` and Escape mean no. */
export class Confirm implements Part<boolean> {
  readonly #question: string
  #answer = false

  constructor(question: string) {
    this.#question = question
  }

  press(key: Press): Outcome<boolean> {
    const letter = key.char?.toLowerCase()
    const yes = letter === t('screen:confirm.yesLetter')
    const no = letter === t('screen:confirm.noLetter') || letter === 'q' || key.name === 'escape'
    if (!yes && !no) return undefined
    this.#answer = yes
    return { value: yes }
  }

  lines(page: Page): string[] {
    const keys = [
      { key: t('screen:confirm.yesLetter'), label: t('screen:legend.yes') },
      { key: t('screen:confirm.noLetter'), label: t('screen:legend.no') },
    ]
    return [...headingLines({ kind: 'heading', glyph: 'now', title: this.#question }, page), ...footLines(keys, page)]
  }

  rest(page: Page): string[] {
    const said = t(this.#answer ? 'screen:answer.yes' : 'screen:answer.no')
    return [...headingLines({ kind: 'heading', glyph: 'past', title: this.#question }, page), ...sayLines(said, page)]
  }
}
