// What a prompt shows and how it answers keys, apart from any terminal: a pause, a question, a live view.
import type { Page } from '../page.js'

/** A key as the parts know it: a name (« enter », « escape », « space », « left »…) or the character typed. */
export interface Press {
  name: string
  /** The character, when it is one that can be typed in a text. */
  char?: string | undefined
}

/** What a key leads to: a value ends the prompt, nothing goes on. */
export type Outcome<T> = { value: T } | undefined

export interface Part<T> {
  press(key: Press): Outcome<T>
  /** A text that was pasted, on one line; `entered`: and sent. Where nothing is typed it is dropped: no letter of it is a key. */
  paste?(text: string, entered: boolean): void
  /** The frame while it is active, at most `height` lines where that can be. */
  lines(page: Page, height: number): string[]
  /** What stays on the screen afterwards: at least one line. */
  rest(page: Page): string[]
}

/** A key that works now. The footer and the menu are made from these, so neither can name a key that does nothing. */
export interface Binding<T> {
  on: string
  /** In the footer; absent: works without being named there. */
  label?: string
  /** In the menu, in more words. */
  help?: string
  act(): Outcome<T>
}

/** Does what the key is bound to. */
export function dispatch<T>(bindings: Binding<T>[], key: Press): Outcome<T> {
  return find(bindings, key)?.act()
}

/** The binding of a key; letters whatever their case. */
export function find<T>(bindings: Binding<T>[], key: Press): Binding<T> | undefined {
  const name = key.char?.trim().toLowerCase() || key.name
  return bindings.find(({ on }) => on === name)
}
