// The keys that work everywhere and end what is asked: p, r, q.
import { t } from '../../i18n/index.js'
import { type LetterMove, MOVE_LETTERS } from '../keys.js'
import type { Binding } from './part.js'

/** Their bindings, in the order they are named; `act` says what a move becomes. */
export function moveBindings<T>(moves: LetterMove[], act: (move: LetterMove) => Binding<T>['act']): Binding<T>[] {
  return moves.map((move) => ({
    on: MOVE_LETTERS[move],
    label: t(`screen:legend.${move}`),
    help: t(`screen:menu.${move}`),
    act: act(move),
  }))
}
