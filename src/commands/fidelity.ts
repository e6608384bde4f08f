// What the embedded broker answers of Kafka's protocol and what it leaves out, for `guichet bureau --help` and the
// READMEs: read off the broker's own table, so that it cannot lie.
import { type FidelityRow, fidelityTable } from '../broker/index.js'
import { t, translated } from '../i18n/index.js'

/** Lines for a terminal. */
export function fidelityText(): string {
  const rows = fidelityTable()
  const width = Math.max(...rows.map(({ api }) => api.length))
  const lines = rows.map((row) =>
    `  ${row.api.padEnd(width)}  ${versionsOf(row).padEnd(6)} ${translated(row.leftOut)}`.trimEnd(),
  )
  return [t('fidelityTable.title'), ...lines].join('\n')
}

/** A Markdown table. */
export function fidelityMarkdown(): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const head = [t('fidelityTable.api'), t('fidelityTable.versions'), t('fidelityTable.leftOut')]
  const rows = fidelityTable().map((row) => line([row.api, versionsOf(row), translated(row.leftOut)]))
  return [line(head), line(head.map(() => '---')), ...rows].join('\n')
}

function versionsOf({ versions }: FidelityRow): string {
  return versions ? (versions[0] === versions[1] ? `${versions[0]}` : `${versions[0]}–${versions[1]}`) : '—'
}
