// `guichet revision`: the predictions again, shuffled, with other values, each checked on the real broker.
import { listLessons, loadLesson, loadProse } from '../course/catalogue.js'
import { loadProgress } from '../course/progress.js'
import { revise } from '../course/revision.js'
import { shuffled } from '../course/shuffled.js'
import { t } from '../i18n/index.js'
import { chosenOffice } from '../office/addresses.js'
import { aside } from './aside.js'
import type { Globals } from './globals.js'
import { officeFor } from './lesson-office.js'
import { whateverThePort } from './port-lost.js'
import { openSession } from './session.js'
import { whichLesson } from './which-lesson.js'

/** Lessons done are revised; before any is, all of them are. */
export async function revision(globals: Globals, { auto }: { auto?: boolean }): Promise<void> {
  const session = openSession(globals, auto === true)
  const { lessons } = loadProgress((path) => aside(t('course.setAside', { path })))
  const all = listLessons()
  const done = all.filter(({ id }) => lessons[id]?.state === 'done')
  let right = 0
  let asked = 0
  const chosen = shuffled(done.length > 0 ? done : all)
  const { stage } = session
  try {
    stage.show([
      { kind: 'heading', glyph: 'now', title: t('revision.title') },
      { kind: 'prose', text: t('revision.how', { lessons: t('count.lessons', { count: chosen.length }) }) },
    ])
    for (const entry of chosen) {
      const { id, number } = entry
      const [lesson, prose] = await stage.during(t('pause.opening'), Promise.all([loadLesson(id), loadProse(id)]))
      // Lessons on another office than this one are for the course.
      if (lesson.office && lesson.office !== chosenOffice(globals.office).kind) continue
      const title = t('revision.lesson', { number, title: prose.title })
      // Nothing runs unasked.
      if ((await stage.pause(whichLesson(entry))).skip) continue
      await whateverThePort(session, async () => {
        const answered: boolean[] = []
        const office = await officeFor(session)
        try {
          if ((await lesson.fidelity(office.can)) === 'unavailable') return
          stage.show([{ kind: 'heading', glyph: 'past', title }])
          await revise({
            ...{ number, lesson, prose, office, stage, auto: session.auto },
            record: (entry) => {
              if (entry.kind === 'prediction') answered.push(entry.right)
            },
          })
          // Where the port was lost half-way, all is asked again: only what is answered to the end counts.
          asked += answered.length
          right += answered.filter(Boolean).length
        } finally {
          await office.dispose()
        }
      })
    }
    stage.show([{ kind: 'prose', text: t('revision.score', { count: right, all: asked }) }])
  } finally {
    session.screen.close()
  }
}
