// `guichet` and `guichet lecon`: the course, from where the learner is, or one lesson.

import { type Entry, findLesson, listLessons } from '../course/catalogue.js'
import { loadProgress, type Progress } from '../course/progress.js'
import { Quit } from '../course/stage.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { chosenOffice } from '../office/addresses.js'
import { Interrupted } from '../screen/screen.js'
import { aside } from './aside.js'
import { UsageError } from './failure.js'
import type { Globals } from './globals.js'
import { keep } from './keeping.js'
import { toNotebook } from './notebook-line.js'
import { openSession, type Session, saySetAside } from './session.js'
import { whichLesson } from './which-lesson.js'

/** The whole course, resumed; with `--auto`, all of it or the lessons given, without a question. */
export async function play(globals: Globals, auto: string[] | true | undefined): Promise<void> {
  const session = openSession(globals, auto !== undefined)
  const chosen = Array.isArray(auto) ? auto.map(lessonOrFail) : undefined
  try {
    if (session.auto) await playAll(session, chosen ?? listLessons())
    else {
      keepLanguage(session)
      await resume(session)
    }
  } finally {
    session.screen.close()
  }
}

export async function playOne(globals: Globals, wanted: string, options: { auto?: boolean }): Promise<void> {
  const entry = lessonOrFail(wanted)
  const session = openSession(globals, options.auto === true)
  if (!session.auto) keepLanguage(session)
  try {
    await playAll(session, [entry], invocation('lesson', String(entry.number)))
    if (session.auto) return
    const following = listLessons().find(({ number }) => number === entry.number + 1)
    if (following) sayNext(session, following)
    else await showClosing(session, loadProgress(saySetAside(session)))
  } finally {
    session.screen.close()
  }
}

function lessonOrFail(wanted: string): Entry {
  const entry = findLesson(wanted)
  if (!entry) {
    throw new UsageError(
      t('usage.unknownLesson', { wanted, last: listLessons().length, command: invocation('lessons') }),
    )
  }
  return entry
}

/** What comes after a lesson played by itself. */
function sayNext({ stage }: Session, entry: Entry): void {
  const caption = t('course.nextLesson', { lesson: whichLesson(entry) })
  stage.show([{ kind: 'command', caption, lines: [invocation('lesson', String(entry.number))] }])
}

async function resume(session: Session): Promise<void> {
  const { stage } = session
  const progress = loadProgress(saySetAside(session))
  const lessons = listLessons()
  const next = lessons.find(({ id }) => !isBehind(progress, id))
  if (!next) return showClosing(session, progress)
  const newcomer = Object.keys(progress.lessons).length === 0
  const lesson = whichLesson(next)
  // A lesson left in the middle starts again; one never begun is simply the next.
  const where = progress.lessons[next.id] ? t('course.resume', { lesson }) : t('course.next', { lesson })
  stage.show([
    { kind: 'heading', glyph: 'now', title: t('course.welcome') },
    ...(newcomer ? [{ kind: 'prose' as const, text: t('course.why') }] : []),
    { kind: 'prose', text: newcomer ? t('course.intro') : where },
    { kind: 'prose', text: t('course.keys') },
    ...(newcomer ? [{ kind: 'prose' as const, text: t('course.setting', { where: whereOf(session) }) }] : []),
  ])
  await stage.pause(lesson)
  await playAll(session, lessons.slice(lessons.indexOf(next)))
  await showClosing(session, loadProgress(saySetAside(session)))
}

function whereOf({ globals }: Session): string {
  return t(`course.where.${chosenOffice(globals.office).kind}`)
}

/** The course's last screen: what was done, and where to go from there. */
async function showClosing({ stage }: Session, progress: Progress): Promise<void> {
  const { readRecord, totals } = await import('../course/record.js')
  const { done, all, read, predictions, right, concepts } = totals(await readRecord(progress))
  const left = all - done - read
  const results = [
    t('closing.done', { count: done, all }),
    ...(read > 0 ? [t('closing.read', { count: read })] : []),
    ...(left > 0 ? [t('closing.left', { count: left, command: `\`${invocation('lessons')}\`` })] : []),
    ...(predictions ? [`${t('progress.predictions', { count: right, all: predictions })}.`] : []),
    ...(concepts.length ? [`${t('progress.concepts', { count: concepts.length })}.`] : []),
  ]
  const lines = [invocation('start'), toNotebook(), invocation('review')]
  stage.show([
    { kind: 'heading', glyph: 'past', title: t('closing.title') },
    { kind: 'prose', text: results.join(' ') },
    { kind: 'heading', glyph: 'now', title: t('closing.now') },
    { kind: 'command', caption: t('closing.own'), lines },
    { kind: 'prose', text: t('closing.work', { page: t('closing.page') }) },
  ])
}

function isBehind(progress: Progress, id: string): boolean {
  const state = progress.lessons[id]?.state
  return state !== undefined && state !== 'started' && state !== 'todo'
}

/** `resume` is the command that goes on after `q` or Ctrl-C. */
async function playAll(session: Session, lessons: Entry[], resume = invocation()): Promise<void> {
  try {
    // What plays a lesson is heavy: it is loaded once there is one to play, after the first screen.
    const { playEntry } = await import('./play-lesson.js')
    for (const [index, entry] of lessons.entries()) await playEntry(session, entry, lessons[index + 1])
  } catch (error) {
    if (error instanceof Quit) aside(t('course.quit', { command: resume }))
    if (error instanceof Interrupted) aside(t('course.interrupted', { command: resume }))
    throw error
  }
}

/** A language asked for by whoever plays is their choice from now on. */
function keepLanguage(session: Session): void {
  const { lang } = session.globals
  if (!lang) return
  keep(session, (progress) => {
    progress.language = lang
  })
}
