// A pasted log as plain lines: no colours, no progress bars, none of what a terminal, a CI or compose puts before a line.

/** Colours, titles and links (ECMA-48), and colours whose escape character was lost on the way. */
const CONTROLS =
  /\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-_]|\[(?:\d{1,3};){0,4}\d{1,3}m/g

/** What stands before the words themselves: a date, a CI's mark, a build step, a container's name, a table's edge. */
const PREFIXES = [
  /^[│┃|>]\s*/,
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.,]*(?:Z|[+-]\d\d:?\d\d)?\s+/,
  /^##\[\w+\]|^::\w+::/,
  /^#\d+ (?:\d+\.\d+ )?/,
  /^[\w.-]+\s+\|\s+/,
  /^E\s{2,}/,
  /^remote:\s/,
]

/** Characters; and the pieces of a longer line, cut at spaces where there are any. */
const LONGEST_LINE = 4000
const PARTS = /.{1,4000}(?:\s|$)|.{1,4000}/g

/** The lines that say something. Quotes and spaces are made plain, so that one pattern reads them all. */
export function logLines(log: string): string[] {
  return log
    .replace(CONTROLS, '')
    .replace(/\0|\ufeff/g, '')
    .replace(/[\u00a0\u202f\u2007\t]/g, ' ')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\\+"/g, '"')
    .split(/[\r\n\u2028\u2029]+/)
    .flatMap(inParts)
    .map(bare)
    .filter((line) => line !== '')
}

/** A log may be one endless line. What a cut falls upon is found all the same: lines are also read joined. */
function inParts(line: string): string[] {
  return line.length <= LONGEST_LINE ? [line] : (line.match(PARTS) ?? [])
}

function bare(line: string): string {
  let text = line.trim().replace(/\s*[│┃]$/, '')
  for (let before = ''; before !== text; ) {
    before = text
    for (const prefix of PREFIXES) text = text.replace(prefix, '')
  }
  return text.trim()
}
