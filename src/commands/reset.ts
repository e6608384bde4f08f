// `guichet reinitialiser`: forgets a lesson, or the whole progress.
import { findLesson, listLessons, loadProse } from '../course/catalogue.js'
import { changeProgress } from '../course/progress.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { createScreen } from '../screen/index.js'
import { UsageError } from './failure.js'
import type { Globals } from './globals.js'

export async function reset(globals: Globals, wanted: string | undefined, { yes }: { yes?: boolean }): Promise<void> {
  const entry = wanted === undefined ? undefined : findLesson(wanted)
  if (wanted !== undefined && !entry)
    throw new UsageError(
      t('usage.unknownLesson', { wanted, last: listLessons().length, command: invocation('lecons') }),
    )
  const what = entry ? t('reset.lesson', { number: entry.number, title: loadProse(entry.id).title }) : t('reset.all')
  if (!yes) {
    if (!process.stdin.isTTY || !process.stdout.isTTY) throw new UsageError(t('reset.needsYes'))
    const screen = createScreen({ ...globals, input: process.stdin, output: process.stdout, env: process.env })
    const agreed = await screen.confirm(t('reset.confirm', { what }))
    screen.close()
    if (!agreed) return console.log(t('reset.kept'))
  }
  changeProgress(
    (progress) => {
      if (entry) delete progress.lessons[entry.id]
      else progress.lessons = {}
    },
    (path) => console.error(t('course.setAside', { path })),
  )
  console.log(t('reset.done', { what }))
}
