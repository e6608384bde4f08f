// The letters that are the same everywhere, whatever the form and the language.
import type { Move } from './screen.js'

/** The moves that have a letter; the other, `next`, is Enter. */
export type LetterMove = Exclude<Move, 'next'>

export const HINT = 'i'
export const MOVE_LETTERS: Record<LetterMove, string> = { skip: 'p', reread: 'r', quit: 'q' }
/** The choices of a question, in order; digits do as well. */
export const CHOICE_LETTERS = 'abcdefgh'
