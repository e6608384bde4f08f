// Draws pages of a terminal as one SVG: text stays text, light or dark as the reader's page is, and where there are
// several pages they follow one another.

const [CELL, LINE, MARGIN] = [8.4, 19, 16]
/** Seconds each page stays. */
const SHOWN = 6

/** The sixteen colours of a terminal that are used, on paper and on a blackboard; each reads well on its own. */
const COLORS = {
  1: ['#b3261e', '#ff8a80'],
  2: ['#1a7f37', '#7ee787'],
  3: ['#8a5a00', '#e3b341'],
  4: ['#0757b8', '#79c0ff'],
  5: ['#7a3e9d', '#d2a8ff'],
  6: ['#00677f', '#76e3ea'],
  8: ['#6a737d', '#8b949e'],
}

/**
 * @param pages each `{ name, rows }`; a row is runs `{ text, column, color, bold, dim, underline }`
 * @param prompt the command, above the first row
 */
export function draw({ title, prompt, pages, columns }) {
  const width = Math.round(columns * CELL + 2 * MARGIN)
  const height = (Math.max(...pages.map(({ rows }) => rows.length)) + 2) * LINE + 2 * MARGIN
  const frames = pages.map(({ name, rows }, index) => {
    const lines = rows.map((runs, row) => drawRow(runs, MARGIN + (row + 3) * LINE)).filter((line) => line !== '')
    return `<g class="p${pages.length > 1 ? ` p${index}` : ''}" data-page="${name}">\n${lines.join('\n')}\n</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<style>
${style(pages.length)}
</style>
<rect class="paper" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<text class="c8" x="${MARGIN}" y="${MARGIN + LINE}" xml:space="preserve">$ ${escaped(prompt)}</text>
${frames.join('\n')}
</svg>
`
}

function drawRow(runs, y) {
  const spans = runs
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, column, color, bold, dim, underline }) => {
      const colored = COLORS[color] ? `c${color}` : ''
      const look = [colored, bold ? 'b' : '', dim ? 'd' : '', underline ? 'u' : ''].filter(Boolean).join(' ')
      const lead = text.length - text.trimStart().length
      const x = round(MARGIN + (column + lead) * CELL)
      const words = text.trim()
      // Whatever the reader's font, a column stays a column.
      const length = round([...words].length * CELL)
      return `<tspan x="${x}" textLength="${length}"${look ? ` class="${look}"` : ''}>${escaped(words)}</tspan>`
    })
  return spans.length > 0 ? `<text y="${y}" xml:space="preserve">${spans.join('')}</text>` : ''
}

function style(pages) {
  const colors = (shade) =>
    Object.entries(COLORS)
      .map(([name, shades]) => `.c${name}{fill:${shades[shade]}}`)
      .join('')
  const lines = [
    'text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2328}',
    `.paper{fill:#fff;stroke:#d0d7de}.b{font-weight:700}.d{opacity:.75}.u{text-decoration:underline}${colors(0)}`,
    `@media(prefers-color-scheme:dark){text{fill:#e6edf3}.paper{fill:#0d1117;stroke:#30363d}${colors(1)}}`,
  ]
  if (pages > 1) {
    const all = pages * SHOWN
    lines.push(`@keyframes show{0%{visibility:visible}${round(100 / pages)}%,100%{visibility:hidden}}`)
    lines.push(`.p{visibility:hidden;animation:show ${all}s step-end infinite}`)
    for (let page = 0; page < pages; page++) lines.push(`.p${page}{animation-delay:${page * SHOWN - all}s}`)
    // Who wants nothing to move sees the last page, where the answer is.
    lines.push(`@media(prefers-reduced-motion:reduce){.p{animation:none}.p${pages - 1}{visibility:visible}}`)
  }
  return lines.join('\n')
}

const round = (value) => Math.round(value * 10) / 10

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
