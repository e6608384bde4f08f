// What a prediction's last hint gives away: the right answer, by its letter.

/** The place of the answer that the last hint names (0 for « a »), in French or in English. Throws where it names none. */
export function placeNamed(hints: string[]): number {
  const [, letter] = /^(?:La réponse est|The answer is) ([abc])\s?:/.exec(hints.at(-1) ?? '') ?? []
  if (!letter) throw new Error(`a last hint that names no answer: ${hints.at(-1)}`)
  return 'abc'.indexOf(letter)
}
