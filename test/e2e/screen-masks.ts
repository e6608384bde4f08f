// What differs each time a lesson is played is put aside, so that pages can be compared: orders, times, ports, lines
// that programs print at once.

const ITEMS = [
  ...['carnet', 'enveloppe', 'stylo bille', 'timbre', 'trombone', 'cahier', 'tampon', 'carte'],
  ...['notebook', 'envelope', 'ballpoint', 'stamp', 'paper clip', 'pad', 'ink pad', 'card'],
].join('|')
const ORDER = new RegExp(`\\d × (?:${ITEMS})\\b *`, 'g')

/** A page of the terminal, from its heading on where that is still on view. */
export function maskPage(shown: string, columns: number): string {
  const lines = shown.split('\n').map((line) => maskLine(line, columns))
  const top = lines.findLastIndex((line) => /\d\/\d+(?:\s·\s# s)?$|^[◆◇] {2}(?:Leçon|Lesson)/.test(line))
  return together(lines.slice(Math.max(top, 0))).join('\n')
}

/** All that was said in line-by-line form, without what programs and the office say as they go. */
export function maskSpoken(said: string): string {
  const asTheyGo = [
    /^(?:[\w-]+\s?: )?(?:lara (?:poste une|posts a) |Récépissé|Receipt|Lettre \d|Letter \d|Le programme |Program |(?:tracker|promo) (?:rejoint|lit|joins|reads))/,
    /^(?:Guichet orders|The orders counter)\.$|^(?:Casier|Drawer) 0\s?:/,
    /^(?:Coup sur coup|In quick succession)\s?:/,
    /^(?:lecteurs|readers)\s?:/,
    /^(?:En cours depuis .*|.* so far\.)$/,
  ]
  const [first = 0] = [said.split('\n').findIndex((line) => /^(?:Leçon|Lesson) \d/.test(line))]
  // Said only where it takes a while.
  const opening = /^\n(?:Le bureau ouvre|The office opens)\.\n/m
  const lines = said.split('\n').slice(Math.max(first, 0)).join('\n').replace(opening, '').split('\n')
  return `${lines
    .filter((line) => !asTheyGo.some((pattern) => pattern.test(line)))
    .map((line) => maskLine(line, 0))
    .join('\n')}\n`
}

/** Programs print at once: the order of their lines is theirs, not ours. */
function together(lines: string[]): string[] {
  const isLine = (line: string | undefined) => /^│ {2}(?:lara|tracker|promo) /.test(line ?? '')
  if (!lines.some((line) => /^│ {2}promo /.test(line))) return lines
  const kept = lines.filter((line, index) => !(isLine(line) && isLine(lines[index - 1])))
  return kept.map((line) => (isLine(line) ? '│  (lines of lara, tracker and promo)' : line))
}

function maskLine(line: string, columns: number): string {
  const masked = line
    .replace(ORDER, (order) => '# × ####'.padEnd(order.length))
    .replace(/\b[0-9a-f]{4}…/g, '####…')
    .replace(/\d\d:\d\d:\d\d/g, '##:##:##')
    .replace(/(à|at|since) \d\d(\sh\s|:)\d\d\b(?!:)/g, '$1 ##$2##')
    .replace(/0\.1:\d{4,5}/g, '0.1:#####')
    .replace(/(lignes|lines) \d+ (à|to)(?: \d+)?/, (_, lines, to) => `${lines} ## ${to} ##`)
    .replace(/^│ {2}\d+\s?:$/, '')
  const [, title, place] = masked.match(/^(.+?)\s+((?:étape\s|step\s)?\d+\/\d+\s·\s)\d+\ss$/) ?? []
  if (!title || !place) return masked.trimEnd()
  const clock = `${place}# s`
  return `${title}${clock.padStart(columns - title.length)}`
}

/** A page without its clocks. */
export function settled(shown: string): string {
  return shown.replace(/\d\d:\d\d:\d\d/g, '##:##:##').replace(/ · \d+\ss$/gm, ' · # s')
}
