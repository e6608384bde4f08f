// The learner's own notebook, in Markdown: for each lesson done, its idea, what they said, what the broker showed
// in their run, and the commands.
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import type { LessonProgress } from './progress.js'

export interface NotebookLesson {
  number: number
  title: string
  summary: string
  concepts: string[]
  progress: LessonProgress
}

/** The notebook's Markdown. Lessons neither finished nor begun are left out by the caller. */
export function notebook(lessons: NotebookLesson[], today: Date): string {
  return [
    `# ${t('notebook.title')}`,
    t('notebook.intro', { date: dayOf(today), command: `\`${invocation('start')}\`` }),
    ...lessons.flatMap(chapter),
  ]
    .join('\n\n')
    .concat('\n')
}

function chapter({ number, title, summary, concepts, progress }: NotebookLesson): string[] {
  const steps = Object.values(progress.steps)
  const predictions = steps.filter((step) => step.kind === 'prediction')
  const recaps = steps.filter((step) => step.kind === 'recap')
  const said = predictions.map(({ said, shown, right, why }) =>
    [
      `- ${said === undefined ? t('notebook.notSaid') : t('notebook.said', { said })}`,
      `  ${t(right ? 'notebook.shownRight' : 'notebook.shown', { shown })}`,
      ...(why ? [`  ${t('notebook.why', { why })}`] : []),
    ].join('\n'),
  )
  const rows = recaps.flatMap((recap) => recap.rows)
  const commands = recaps.flatMap((recap) => recap.commands)
  return [
    `## ${number}. ${title}`,
    ...(progress.finishedAt ? [`*${t('notebook.finished', { date: dayOf(new Date(progress.finishedAt)) })}*`] : []),
    summary,
    ...(concepts.length ? [t('notebook.concepts', { concepts: concepts.join(', ') })] : []),
    ...(said.length ? [`### ${t('notebook.predictions')}`, said.join('\n')] : []),
    ...(rows.length ? [`### ${t('notebook.run')}`, table(rows)] : []),
    ...(commands.length
      ? [`### ${t('notebook.commands')}`, ...commands.map((lines) => `\`\`\`sh\n${lines}\n\`\`\``)]
      : []),
  ]
}

function table(rows: string[][]): string {
  const head = [t('notebook.post'), t('notebook.kafka'), t('notebook.yours')]
  // A bar inside a cell would end it.
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function dayOf(date: Date): string {
  return new Intl.DateTimeFormat(t('notebook.locale'), { dateStyle: 'long' }).format(date)
}
