// Escape opens the menu of the keys, also while typing; then one key acts, and Escape closes it.
import type { Page } from '../page.js'
import { footLines, legends, menuLines } from './footer.js'
import { type Binding, find, type Outcome, type Press } from './part.js'

export class Menu {
  #open = false

  /** Whether the key was for the menu; then `outcome` is what it led to. */
  press<T>(key: Press, bindings: Binding<T>[]): { outcome: Outcome<T> } | undefined {
    if (key.name === 'escape') {
      this.#open = !this.#open
      return { outcome: undefined }
    }
    if (!this.#open) return undefined
    const binding = find(bindings, key)
    if (binding) this.#open = false
    return { outcome: binding?.act() }
  }

  /** The foot of the frame: the menu when it is open, else the footer. */
  lines<T>(bindings: Binding<T>[], page: Page, lead?: string): string[] {
    return this.#open ? menuLines(bindings, page) : footLines(legends(bindings), page, lead)
  }

  get isOpen(): boolean {
    return this.#open
  }
}
