// The keys that work everywhere and end what is asked: p, r, q.
import { t } from '../../i18n/index.js'
import { type LetterMove, MOVE_LETTERS } from '../keys.js'
import type { Binding } from './part.js'

/** Their bindings, in the order they are named; `act` says what a move becomes; `lesson`: what is skipped is all of it. */
export function moveBindings<T>(
  moves: LetterMove[],
  act: (move: LetterMove) => Binding<T>['act'],
  { lesson = false } = {},
): Binding<T>[] {
  return moves.map((move) => {
    const text = move === 'skip' && lesson ? 'skipLesson' : move
    return {
      on: MOVE_LETTERS[move],
      label: t(`screen:legend.${text}`),
      help: t(`screen:menu.${text}`),
      act: act(move),
    }
  })
}
