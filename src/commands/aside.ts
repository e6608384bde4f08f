// What commands say in sentences, beside the results or among them: wrapped between words on a terminal, whole elsewhere.

/** A command to paste stays on one line. */
const COMMAND = /\b(?:npm start(?: --(?: [\w/-]+(?:\.\w+)?)+)?|npm run \w+|(?:npx )?guichet [a-z]+(?: \d+)?)/g
const WIDEST = 80

/** Says it on stderr, at most 80 columns wide on a terminal. */
export function aside(text: string): void {
  console.error(fitted(text, process.stderr))
}

/** Says a sentence among the results, as wide. */
export function say(text: string): void {
  console.log(fitted(text, process.stdout))
}

function fitted(text: string, { isTTY, columns }: { isTTY?: boolean; columns?: number }): string {
  return isTTY ? wrapped(text, Math.min(columns || WIDEST, WIDEST)) : text
}

/** Each line cut between words; those that are set in (a trace, an answer quoted) stay as they are. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => (/^\s/.test(line) ? line : wrapLine(line, width)))
    .join('\n')
}

function wrapLine(line: string, width: number): string {
  const words = line.replace(COMMAND, (command) => command.replaceAll(' ', '\0')).split(' ')
  const lines = ['']
  for (const word of words) {
    const last = lines.at(-1)!
    if (last === '') lines[lines.length - 1] = word
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n').replaceAll('\0', ' ')
}
