// Tells what is pasted from what is typed, so that no pasted letter is taken for a key.
// Terminals that know « bracketed paste » say where a paste begins and ends
// (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, « Bracketed Paste Mode »); for the others a guess has to do.

export const PASTE_ON = '\x1b[?2004h'
export const PASTE_OFF = '\x1b[?2004l'

const BEGIN = '\x1b[200~'
const END = '\x1b[201~'
const CTRL_C = '\x03'
/** A chunk as long as this may be the beginning of a paste that goes on in the next one. */
const LONG = 1024
/** So soon after it, in milliseconds, nobody has typed anything. */
const SOON = 50

/** `entered`: the terminal does not mark pastes, and this one ended with the end of a line. */
export type Input = { keys: string } | { pasted: string; entered: boolean }

export class Pastes {
  /** What was pasted so far, when the paste is not over. */
  #open: string | undefined
  /** The beginning of what may be a mark, to be read with what follows. */
  #held = ''
  #longAt = Number.NEGATIVE_INFINITY

  /** What one chunk from the terminal holds, in order. */
  read(chunk: string): Input[] {
    const text = this.#held + chunk
    this.#held = ''
    if (this.#open !== undefined) return this.#goOn(text)
    const at = text.indexOf(BEGIN)
    if (at >= 0) {
      this.#open = ''
      return [...this.#unmarked(text.slice(0, at)), ...this.#goOn(text.slice(at + BEGIN.length))]
    }
    const half = /\x1b\[2(00?)?$/.exec(text)
    if (half) this.#held = half[0]
    return this.#unmarked(half ? text.slice(0, half.index) : text)
  }

  #goOn(text: string): Input[] {
    // A paste whose end never comes must not lock the learner in.
    if (text === CTRL_C) {
      this.#open = undefined
      return [{ keys: CTRL_C }]
    }
    const all = this.#open + text
    const end = all.indexOf(END)
    this.#open = end < 0 ? all : undefined
    return end < 0
      ? []
      : [{ pasted: onOneLine(all.slice(0, end)), entered: false }, ...this.read(all.slice(end + END.length))]
  }

  #unmarked(text: string): Input[] {
    if (text === '') return []
    const pasted = !isTyped(text) || performance.now() < this.#longAt + SOON
    if (pasted && text.length >= LONG) this.#longAt = performance.now()
    return [pasted ? { pasted: onOneLine(text), entered: /[\r\n]$/.test(text) } : { keys: text }]
  }
}

/** A key or two (Escape and a letter come together), a key held down, arrows: never three different letters at once. */
function isTyped(text: string): boolean {
  const letters = [...text.replace(ESCAPES, '')].filter((character) => character >= ' ')
  return letters.length <= 2 || new Set(letters).size === 1
}

/** Sequences that begin with Escape, as keys send them and as coloured text holds them. */
const ESCAPES = /\x1b(\[[0-?]*[ -/]*[@-~]|[O\]][^\x1b\x07]|[^\x1b])?/g

/** A text as a field can hold it: ends of lines become spaces, what cannot be seen goes. */
function onOneLine(text: string): string {
  return text
    .replace(ESCAPES, '')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\x00-\x1f\x7f]/g, '')
    .trim()
}
