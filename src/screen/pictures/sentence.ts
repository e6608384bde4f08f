// A picture's title, said aloud.

/** « équipe x, 3 membres » as a sentence of its own. */
export function sentence(title: string): string {
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}.`
}
