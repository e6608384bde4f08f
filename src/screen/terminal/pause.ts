// A pause: Enter leads on.
import { guided, type Page } from '../page.js'
import type { Move, PauseOptions } from '../screen.js'
import { Menu } from './menu.js'
import { moveBindings } from './moves.js'
import { type Binding, dispatch, type Outcome, type Part, type Press } from './part.js'

export class Pause implements Part<Move> {
  readonly #menu = new Menu()
  readonly #above: (page: Page, glyph: 'now' | 'past') => string[]
  readonly #gap: boolean
  readonly #bindings: Binding<Move>[]

  /** `next` says where Enter leads; `above` draws what is being read, as long as it is, then as past; `gap`: an empty line before the keys. */
  constructor(
    next: string,
    above: (page: Page, glyph: 'now' | 'past') => string[] = () => [],
    { gap = true, lesson = false }: { gap?: boolean } & PauseOptions = {},
  ) {
    this.#above = above
    this.#gap = gap
    this.#bindings = [
      { on: 'enter', label: next, act: () => ({ value: 'next' }) },
      ...moveBindings<Move>(['skip', 'reread', 'quit'], (move) => () => ({ value: move }), { lesson }),
    ]
  }

  press(key: Press): Outcome<Move> {
    const inMenu = this.#menu.press(key, this.#bindings)
    return inMenu ? inMenu.outcome : dispatch(this.#bindings, key)
  }

  lines(page: Page): string[] {
    return [
      ...this.#above(page, 'now'),
      ...(this.#gap ? [guided('', page)] : []),
      ...this.#menu.lines(this.#bindings, page),
    ]
  }

  /** No footer: what follows goes on from what was read. */
  rest(page: Page): string[] {
    return [...this.#above(page, 'past'), guided('', page)]
  }
}
