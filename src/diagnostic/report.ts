// The report to paste into a forum: Markdown, masked.
import { t } from '../i18n/index.js'
import type { Check } from './diagnose.js'
import { mask } from './mask.js'
import { notRemediesFor, type Remedy } from './remedies.js'
import { thisSystem } from './system.js'
import type { VerdictId } from './verdicts.js'

export interface Reported {
  verdict: VerdictId
  remedies: Remedy[]
  /** What proves the verdict. */
  evidence: string
  /** What the probes saw; absent when a log was explained. */
  checks?: Check[] | undefined
  /** guichet's own version. */
  version: string
}

export function writeReport({ verdict, remedies, evidence, checks, version }: Reported): string {
  const system = t(`diagnostic:systems.${thisSystem()}`)
  const not = notRemediesFor(verdict)
  return mask(
    [
      `# ${t('diagnostic:report.title')}`,
      t('diagnostic:report.system', { version, node: process.version, system }),
      `## ${t('diagnostic:report.verdict', { verdict })}`,
      `**${t(`diagnostic:verdicts.${verdict}.title`)}.** ${t(`diagnostic:verdicts.${verdict}.why`)}`,
      ...(evidence ? [fenced([evidence], 'text')] : []),
      ...(checks ? [`## ${t('diagnostic:report.checks')}`, table(checks)] : []),
      ...(remedies.length > 0 ? [`## ${t('diagnostic:report.remedies')}`, ...remedies.flatMap(remedySection)] : []),
      ...(not.length > 0 ? [`## ${t('diagnostic:report.not')}`, not.map((reason) => `- ${reason}`).join('\n')] : []),
      `*${t('diagnostic:report.masked')}*`,
    ].join('\n\n'),
  ).concat('\n')
}

function remedySection({ title, limit, commands }: Remedy, index: number): string[] {
  return [`${index + 1}. **${title}.** ${limit}`, ...(commands.length > 0 ? [fenced(commands, 'shell')] : [])]
}

function table(checks: Check[]): string {
  const row = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`
  const head = ['what', 'state', 'evidence'].map((name) => t(`diagnostic:report.${name}`))
  const rows = checks.map(({ id, status, evidence }) => [
    t(`diagnostic:checks.${id}`),
    t(`diagnostic:screen.${status}`),
    evidence,
  ])
  return [row(head), '| --- | --- | --- |', ...rows.map(row)].join('\n')
}

function cell(text: string): string {
  return text.replace(/\r?\n/g, ' ').replace(/([|\\`*_<>[\]])/g, '\\$1')
}

/** A fence longer than any in the text, and no no-break space in what is to be pasted. */
function fenced(lines: string[], language: string): string {
  const text = lines.join('\n').replace(/[\u00a0\u202f]/g, ' ')
  const ticks = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(Math.max(3, ticks + 1))
  return `${fence}${language}\n${text}\n${fence}`
}
