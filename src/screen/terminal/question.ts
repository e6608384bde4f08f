// A question with its choices: a letter, a digit, or the arrows and Enter. What stays shows question and answer.
import { t } from '../../i18n/index.js'
import { drawBlocks, sayLines } from '../blocks.js'
import { inline, withoutMarks } from '../inline.js'
import { CHOICE_LETTERS } from '../keys.js'
import { guided, type Page, proseWidth } from '../page.js'
import type { Answer, Block, Question } from '../screen.js'
import { wrap } from '../width.js'
import { Hints } from './hints.js'
import { Menu } from './menu.js'
import { moveBindings } from './moves.js'
import { type Binding, dispatch, type Outcome, type Part, type Press } from './part.js'

export class QuestionPart implements Part<Answer> {
  readonly #question: Question
  readonly #above: Block[]
  readonly #menu = new Menu()
  readonly #hints: Hints
  #pointed = -1
  /** Enter was pressed with nothing chosen: the footer says what is awaited. */
  #early = false
  #answer: Answer | undefined

  /** `above`: the part of heading and body that the frame draws; the rest was printed before it. */
  constructor(question: Question, above: Block[] = [question.heading, ...question.body]) {
    this.#question = question
    this.#above = above
    this.#hints = new Hints(question.hints, question.told)
  }

  press(key: Press): Outcome<Answer> {
    const bindings = this.#bindings()
    const inMenu = this.#menu.press(key, bindings)
    if (inMenu) return inMenu.outcome
    this.#early = key.name === 'enter' && this.#pointed < 0
    return dispatch(bindings, key)
  }

  lines(page: Page): string[] {
    const gap = guided('', page)
    const hints = this.#hints.lines(page)
    return [
      ...drawBlocks(this.#above, page),
      ...(this.#above.length > 0 ? [gap] : []),
      ...(hints.length > 0 ? [...hints, gap] : []),
      ...this.#question.choices.flatMap(({ label }, index) => this.#choiceLines(label, index, page)),
      gap,
      ...this.#menu.lines(this.#bindings(), page, this.#early ? t('screen:answer.awaited') : undefined),
    ]
  }

  rest(page: Page): string[] {
    const above = this.#above.map((block): Block => (block.kind === 'heading' ? { ...block, glyph: 'past' } : block))
    const said = this.#said()
    const gap = said && above.at(-1)?.kind === 'heading' ? [guided('', page)] : []
    const lines = [...drawBlocks(above, page), ...gap, ...(said ? sayLines(said, page) : [])]
    return lines.length > 0 ? lines : [guided('', page)]
  }

  #said(): string {
    const answer = this.#answer
    if (!answer) return ''
    if ('move' in answer) return answer.move === 'skip' ? t('screen:answer.skipped') : ''
    const label = this.#question.choices.find(({ id }) => id === answer.choice)?.label ?? ''
    return t('screen:answer.said', { answer: withoutMarks(label) })
  }

  #bindings(): Binding<Answer>[] {
    const { choices } = this.#question
    const last = choices.length - 1
    const choose = (index: number) => () => this.#settle({ choice: choices[index]!.id })
    const point = (step: number) => () => {
      this.#pointed = this.#pointed < 0 ? (step > 0 ? 0 : last) : Math.min(Math.max(this.#pointed + step, 0), last)
      return undefined
    }
    return [
      ...choices.flatMap((_, index) => [
        { on: CHOICE_LETTERS[index]!, act: choose(index) },
        { on: String(index + 1), act: choose(index) },
      ]),
      { on: 'down', act: point(1) },
      { on: 'up', act: point(-1) },
      ...(this.#pointed < 0 ? [] : [{ on: 'enter', act: choose(this.#pointed) }]),
      // Named once for all letters: no key is called « a b c », so this binding only speaks.
      {
        on: choices.map((_, index) => CHOICE_LETTERS[index]).join(' '),
        label: t('screen:legend.answer'),
        act: () => undefined,
      },
      ...this.#hints.bindings<Answer>(),
      ...moveBindings<Answer>(
        ['skip', 'reread', 'quit'],
        (move) => () => this.#settle(move === 'reread' ? { move, told: this.#hints.shown } : { move }),
      ),
    ]
  }

  #settle(answer: Answer): Outcome<Answer> {
    this.#answer = answer
    return { value: answer }
  }

  #choiceLines(label: string, index: number, page: Page): string[] {
    const pointed = index === this.#pointed
    const [first = '', ...more] = wrap(inline(label, page), proseWidth(page) - 5)
    const letter = page.theme.key(CHOICE_LETTERS[index]!)
    const pointer = pointed ? page.theme.key(page.glyphs.pointer) : ' '
    return [`${pointer} ${letter}  ${first}`, ...more.map((line) => `     ${line}`)].map((line) => guided(line, page))
  }
}
