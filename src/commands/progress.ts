// `guichet progres`: what the learner has done, lesson by lesson; with --export, their notebook in Markdown.
import { writeFileSync } from 'node:fs'
import { notebook } from '../course/notebook.js'
import { loadProgress } from '../course/progress.js'
import { type LessonRecord, readRecord, totals } from '../course/record.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { aside } from './aside.js'
import { KnownError, reasonOf } from './failure.js'
import type { Globals } from './globals.js'
import { toNotebook } from './notebook-line.js'

export async function progress(
  { spoken }: Globals,
  { json, export: file }: { json?: boolean; export?: string },
): Promise<void> {
  const records = await readRecord(loadProgress((path) => aside(t('course.setAside', { path }))))
  if (file !== undefined) exportNotebook(records, file)
  else if (json) console.log(JSON.stringify(records.map(asJson)))
  else show(records, spoken)
}

function asJson({ id, title, predictions, right, progress }: LessonRecord) {
  const { state, finishedAt } = progress
  return { id, title, state, predictions, right, ...(finishedAt ? { finishedAt } : {}) }
}

function show(records: LessonRecord[], spoken: boolean): void {
  const { done, all, concepts } = totals(records)
  console.log(t('progress.total', { count: done, all }))
  const width = Math.max(...records.map(({ title }) => title.length))
  for (const { number, title, predictions, right, last, progress } of records) {
    const score = predictions ? t('progress.predictions', { count: right, all: predictions }) : ''
    const state = t(`lessons.${progress.state}`)
    if (spoken) console.log(`${t('progress.spoken', { number, title, state })}${score && ` ${score}.`}`)
    else console.log(`${String(number).padStart(3)}  ${title.padEnd(width)}  ${state.padEnd(12)}  ${score}`.trimEnd())
    if (last.right < right)
      console.log(`${spoken ? '' : '     '}${t('progress.last', { count: last.right, all: last.predictions })}`)
  }
  if (concepts.length > 0) console.log(`${t('progress.concepts', { count: concepts.length })}.`)
  aside(`\n${t('progress.notebook', { command: toNotebook() })}`)
  aside(`${t('progress.next', { command: invocation() })}`)
}

function exportNotebook(records: LessonRecord[], file: string): void {
  const begun = records.filter(({ progress }) => progress.state === 'done' || progress.state === 'started')
  try {
    writeFileSync(file, notebook(begun, new Date()))
  } catch (error) {
    throw new KnownError(t('errors.file-unwritable', { file, reason: reasonOf(error) }))
  }
  console.log(t('progress.exported', { file, count: begun.length }))
}
