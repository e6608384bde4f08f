// `guichet lecons`: the lessons, and where the learner is.
import { listLessons, minutesOfAll, partFrom, titleOf } from '../course/catalogue.js'
import { loadProgress } from '../course/progress.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { aside } from './aside.js'
import type { Globals } from './globals.js'

export function lessons({ spoken }: Globals, { json }: { json?: boolean }): void {
  const progress = loadProgress((path) => aside(t('course.setAside', { path })))
  const minutes = minutesOfAll()
  const rows = listLessons().map(({ id, number }) => ({
    id,
    number,
    title: titleOf(id),
    minutes: minutes[id],
    state: progress.lessons[id]?.state ?? ('todo' as const),
  }))
  if (json) {
    console.log(JSON.stringify(rows.map(({ number, ...row }) => row)))
    return
  }
  const width = Math.max(...rows.map(({ title }) => title.length))
  for (const { number, title, minutes, state } of rows) {
    const part = partFrom(number)
    if (part) console.log(`${number > 1 ? '\n' : ''}${t(part)}${spoken ? '.' : ''}`)
    if (spoken) {
      console.log(t('lessons.spoken', { number, title, minutes, state: t(`lessons.${state}`) }))
      continue
    }
    console.log(
      `${String(number).padStart(3)}  ${title.padEnd(width)}  ${String(minutes).padStart(2)} min  ${t(`lessons.${state}`)}`,
    )
  }
  aside(`\n${t('lessons.play', { command: invocation('lesson', '1'), course: invocation() })}`)
}
