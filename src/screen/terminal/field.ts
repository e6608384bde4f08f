// A line of text being typed: its characters, where the cursor is, what each key does to it.
import { type Page, pictureWidth, plain } from '../page.js'
import { characters, widthOf } from '../width.js'
import type { Press } from './part.js'

export class Field {
  readonly label: string
  readonly #placeholder: string
  #characters: string[] = []
  #cursor = 0

  constructor({ label, placeholder = '' }: { label: string; placeholder?: string }) {
    this.label = label
    this.#placeholder = placeholder
  }

  get text(): string {
    return this.#characters.join('')
  }

  clear(): void {
    this.#characters = []
    this.#cursor = 0
  }

  press({ name, char }: Press): void {
    const last = this.#characters.length
    if (char !== undefined) {
      // Word by word: of a long text pasted at once, each character would otherwise cost a copy of all of it.
      const typed = char.split(/(?<= )/).flatMap(characters)
      this.#characters = [...this.#characters.slice(0, this.#cursor), ...typed, ...this.#characters.slice(this.#cursor)]
      this.#cursor += typed.length
    } else if (name === 'backspace' && this.#cursor > 0) {
      this.#cursor--
      this.#characters.splice(this.#cursor, 1)
    } else if (name === 'delete') this.#characters.splice(this.#cursor, 1)
    else if (name === 'left') this.#cursor = Math.max(0, this.#cursor - 1)
    else if (name === 'right') this.#cursor = Math.min(last, this.#cursor + 1)
    else if (name === 'home') this.#cursor = 0
    else if (name === 'end') this.#cursor = last
  }

  /** The label, and what is typed around the cursor, on one line. */
  line(page: Page): string {
    const { theme } = page
    const label = plain(this.label, page)
    const room = Math.max(8, pictureWidth(page) - widthOf(label) - 3)
    const cursor = (character: string) => (theme.colors ? theme.cursor(character) : '_')
    const shown = this.#characters
    if (shown.length === 0) {
      return `${theme.key(label)}  ${cursor(' ')}${theme.quiet(plain(this.#placeholder, page).slice(0, room))}`
    }
    // Of a long text, the part that ends at the cursor; of a very long one, the rest is not even measured.
    let from = Math.max(0, this.#cursor - room)
    while (widthOf(shown.slice(from, this.#cursor).join('')) >= room) from++
    const before = shown.slice(from, this.#cursor).join('')
    const at = shown[this.#cursor]
    let after = shown.slice(this.#cursor + 1, this.#cursor + 1 + room).join('')
    while (widthOf(before + after) + 1 > room) after = characters(after).slice(0, -1).join('')
    // Without colours the cursor cannot be on a character: it stands before it.
    const under = at === undefined ? cursor(' ') : theme.colors ? cursor(at) : `_${at}`
    return `${theme.key(label)}  ${before}${under}${after}`
  }
}
