// `guichet revision`: the predictions again, shuffled, with other values, each checked on the real broker.
import { listLessons, loadLesson, loadProse } from '../course/catalogue.js'
import { loadProgress } from '../course/progress.js'
import { revise } from '../course/revision.js'
import { shuffled } from '../course/shuffled.js'
import { t } from '../i18n/index.js'
import { chosenOffice } from '../office/addresses.js'
import type { Globals } from './globals.js'
import { officeFor } from './lesson-office.js'
import { openSession } from './session.js'

/** Lessons done are revised; before any is, all of them are. */
export async function revision(globals: Globals, { auto }: { auto?: boolean }): Promise<void> {
  const session = openSession(globals, auto === true)
  const { lessons } = loadProgress((path) => console.error(t('course.setAside', { path })))
  const all = listLessons()
  const done = all.filter(({ id }) => lessons[id]?.state === 'done')
  let right = 0
  let asked = 0
  try {
    for (const { id, number } of shuffled(done.length > 0 ? done : all)) {
      const lesson = await loadLesson(id)
      // Lessons on another office than this one are for the course.
      if (lesson.office && lesson.office !== chosenOffice(globals.office).kind) continue
      const office = await officeFor(session)
      try {
        if ((await lesson.fidelity(office.can)) === 'unavailable') continue
        const prose = await loadProse(id)
        session.stage.show([
          { kind: 'heading', glyph: 'now', title: t('revision.lesson', { number, title: prose.title }) },
        ])
        await revise({
          ...{ number, lesson, prose, office, stage: session.stage, auto: session.auto },
          record: (entry) => {
            if (entry.kind !== 'prediction') return
            asked++
            if (entry.right) right++
          },
        })
      } finally {
        await office.dispose()
      }
    }
    session.stage.show([{ kind: 'prose', text: t('revision.score', { count: right, all: asked }) }])
  } finally {
    session.screen.close()
  }
}
