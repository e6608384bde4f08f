// `guichet reinitialiser`: forgets a lesson, or the whole progress.
import { findLesson, listLessons, titleOf } from '../course/catalogue.js'
import { changeProgress } from '../course/progress.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { wasUsed } from '../office/docker/holders.js'
import { discardLetters } from '../office/docker/sweep.js'
import { OfficeError } from '../office/post-office.js'
import { createScreen } from '../screen/index.js'
import { aside } from './aside.js'
import { UsageError } from './failure.js'
import type { Globals } from './globals.js'

export async function reset(globals: Globals, wanted: string | undefined, { yes }: { yes?: boolean }): Promise<void> {
  const entry = wanted === undefined ? undefined : findLesson(wanted)
  if (wanted !== undefined && !entry)
    throw new UsageError(
      t('usage.unknownLesson', { wanted, last: listLessons().length, command: invocation('lessons') }),
    )
  const what = entry ? t('reset.lesson', { number: entry.number, title: titleOf(entry.id) }) : t('reset.all')
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
    (path) => aside(t('course.setAside', { path })),
  )
  console.log(t('reset.done', { what }))
  if (!entry && wasUsed()) await resetDocker()
}

/** The letters kept in Docker go too. Docker may be gone since: then they went with it. */
async function resetDocker(): Promise<void> {
  const discarded = await discardLetters().catch((error) => {
    if (!(error instanceof OfficeError)) throw error
    return undefined
  })
  if (discarded === true) console.log(t('reset.letters'))
  if (discarded === false) console.log(t('reset.lettersKept', { command: invocation('stop') }))
}
