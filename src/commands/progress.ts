// `guichet progres`: what the learner has done, lesson by lesson.
import { listLessons, loadProse } from '../course/catalogue.js'
import { loadProgress } from '../course/progress.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'

export async function progress({ json }: { json?: boolean }): Promise<void> {
  const { lessons } = loadProgress((path) => console.error(t('course.setAside', { path })))
  const rows = listLessons().map(({ id, number }) => {
    const done = lessons[id]
    const predictions = Object.values(done?.steps ?? {}).filter((entry) => entry.kind === 'prediction')
    return {
      id,
      number,
      title: loadProse(id).title,
      state: done?.state ?? ('todo' as const),
      predictions: predictions.length,
      right: predictions.filter(({ right }) => right).length,
      finishedAt: done?.finishedAt,
    }
  })
  if (json) {
    console.log(JSON.stringify(rows.map(({ number, ...row }) => row)))
    return
  }
  const finished = rows.filter(({ state }) => state === 'done').length
  console.log(t('progress.total', { count: finished, all: rows.length }))
  const width = Math.max(...rows.map(({ title }) => title.length))
  for (const row of rows) {
    const predictions = row.predictions ? t('progress.predictions', { count: row.right, all: row.predictions }) : ''
    console.log(
      `${String(row.number).padStart(3)}  ${row.title.padEnd(width)}  ${t(`lessons.${row.state}`).padEnd(12)}  ${predictions}`.trimEnd(),
    )
  }
  console.error(`\n${t('progress.next', { command: invocation() })}`)
}
