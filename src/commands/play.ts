// `guichet` and `guichet lecon`: the course, from where the learner is, or one lesson.
import { type Entry, findLesson, listLessons, loadLesson, loadProse } from '../course/catalogue.js'
import { LessonFailed } from '../course/lesson.js'
import { playLesson } from '../course/player.js'
import { changeProgress, type LessonProgress, loadProgress, type Progress } from '../course/progress.js'
import { Late } from '../course/scene.js'
import { Quit, Stage } from '../course/stage.js'
import { t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { createOffice } from '../office/index.js'
import { ProgramError } from '../programs/program-error.js'
import { createScreen } from '../screen/index.js'
import type { Screen } from '../screen/screen.js'
import { explain, KnownError, UsageError } from './failure.js'
import type { Globals } from './globals.js'

interface Session {
  globals: Globals
  screen: Screen
  stage: Stage
  auto: boolean
}

/** The whole course, resumed; with `--auto`, all of it or the lessons given, without a question. */
export async function play(globals: Globals, auto: string[] | true | undefined): Promise<void> {
  const session = openSession(globals, auto !== undefined)
  const chosen = Array.isArray(auto) ? auto.map(lessonOrFail) : undefined
  try {
    if (session.auto) await playAll(session, chosen ?? listLessons())
    else await resume(session)
  } finally {
    session.screen.close()
  }
}

export async function playOne(globals: Globals, wanted: string, options: { auto?: boolean }): Promise<void> {
  const entry = lessonOrFail(wanted)
  const session = openSession(globals, options.auto === true)
  try {
    await playAll(session, [entry])
  } finally {
    session.screen.close()
  }
}

function lessonOrFail(wanted: string): Entry {
  const entry = findLesson(wanted)
  if (!entry) throw new UsageError(t('usage.unknownLesson', { wanted, last: listLessons().length }))
  return entry
}

function openSession(globals: Globals, auto: boolean): Session {
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true
  if (!terminal && !auto) console.error(t('course.noTerminal'))
  const screen = createScreen({
    auto: auto || !terminal,
    simple: globals.simple,
    color: globals.color,
    input: process.stdin,
    output: process.stdout,
    env: process.env,
  })
  return { globals, screen, stage: new Stage(screen), auto: auto || !terminal }
}

async function resume(session: Session): Promise<void> {
  const { stage } = session
  const progress = loadProgress(saySetAside)
  const lessons = listLessons()
  const next = lessons.find(({ id }) => !isBehind(progress, id))
  if (!next)
    return stage.show([{ kind: 'prose', text: t('course.finished', { command: `\`${invocation('lecon', '4')}\`` }) }])
  const title = loadProse(next.id).title
  const begun = Object.keys(progress.lessons).length > 0
  stage.show([
    { kind: 'heading', glyph: 'now', title: t('course.welcome') },
    { kind: 'prose', text: begun ? t('course.resume', { number: next.number, title }) : t('course.intro') },
    { kind: 'prose', text: t('course.keys') },
  ])
  await stage.pause(t('course.begin', { number: next.number, title }))
  await playAll(session, lessons.slice(lessons.indexOf(next)))
  stage.show([{ kind: 'prose', text: t('course.finished', { command: `\`${invocation('lecon', '4')}\`` }) }])
}

function isBehind(progress: Progress, id: string): boolean {
  const state = progress.lessons[id]?.state
  return state === 'done' || state === 'skipped'
}

async function playAll(session: Session, lessons: Entry[]): Promise<void> {
  try {
    for (const entry of lessons) await playEntry(session, entry)
  } catch (error) {
    if (error instanceof Quit) console.error(t('course.quit', { command: invocation() }))
    throw error
  }
}

/** One lesson, in an office of its own. */
async function playEntry({ globals, stage, auto }: Session, { number, id }: Entry): Promise<void> {
  const lesson = await loadLesson(id)
  const office = await createOffice(globals.office, { onPortTaken: sayPortTaken })
  const remember = (change: (progress: LessonProgress) => void) => {
    // Played by itself, it is not the learner's doing, and is not recorded.
    if (!auto) keep(id, change)
  }
  remember(() => {})
  try {
    const state = await playLesson({
      number,
      lesson,
      prose: loadProse(id),
      office,
      stage,
      auto,
      record: (entry) =>
        remember((progress) => {
          progress.steps[entry.step] = entry
        }),
    })
    remember((progress) => {
      progress.state = state
      if (state === 'done') progress.finishedAt = new Date().toISOString()
    })
  } catch (error) {
    const command = invocation('lecon', String(number))
    if (error instanceof LessonFailed) throw new KnownError(t('lesson.failed', { number, command, ...error }))
    if (error instanceof Late) throw new KnownError(t('lesson.late', { number, command, what: error.message }))
    throw error
  } finally {
    await office.dispose()
  }
}

/** Changes a lesson's progress on disk; a folder that cannot be written is said once, and the course goes on. */
function keep(id: string, change: (progress: LessonProgress) => void): void {
  try {
    changeProgress((progress) => {
      progress.lessons[id] ??= { state: 'started', steps: {} }
      change(progress.lessons[id])
    }, saySetAside)
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error
    if (!unwritableSaid) console.error(explain(error).text)
    unwritableSaid = true
  }
}

let unwritableSaid = false

function saySetAside(path: string): void {
  console.error(t('course.setAside', { path }))
}

function sayPortTaken(port: number, by: string | undefined): void {
  console.error(by ? t('course.portTaken', { port, by }) : t('course.portTakenUnknown', { port }))
}
