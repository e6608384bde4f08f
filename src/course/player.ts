// Plays one lesson: its scene is set, its steps follow one another, and whatever happens its programs end.

import { t } from '../i18n/index.js'
import { flag } from '../i18n/names.js'
import { invocation } from '../invocation.js'
import type { PostOffice } from '../office/post-office.js'
import { CHOICE_LETTERS } from '../screen/keys.js'
import type { Block } from '../screen/screen.js'
import type { Fidelity, Lesson, Prediction } from './lesson.js'
import type { Recorded } from './progress.js'
import type { Prose, Section } from './prose.js'
import { Scene } from './scene/scene.js'
import type { Stage } from './stage.js'

export interface PlayOptions {
  number: number
  lesson: Lesson
  prose: Prose
  office: PostOffice
  stage: Stage
  /** Where the last Enter leads: the next lesson; the end when absent. */
  next?: string | undefined
  auto: boolean
  /** Something to say of this sitting on the first page. */
  aside?: string | undefined
  record(entry: Recorded): void
}

/** Resolves with whether it was played to its end. Rejects with Quit, Interrupted, LessonFailed, OfficeError or Late. */
export async function playLesson(options: PlayOptions): Promise<'done' | 'skipped'> {
  const { number, lesson, prose, office, stage } = options
  const fidelity = await lesson.fidelity(office.can)
  const reason = prose.intro.text('fidelity', {})
  stage.show([
    { kind: 'heading', glyph: 'now', title: t('lesson.title', { number, title: prose.title }) },
    { kind: 'prose', text: prose.summary },
    {
      kind: 'prose',
      text: t('lesson.where', {
        office: t(`office.${office.kind}`),
        // A lesson may have its own word for what is real in it.
        fidelity: prose.intro.has(fidelity) ? prose.intro.text(fidelity, {}) : t(`fidelity.${fidelity}`),
        minutes: lesson.minutes,
      }),
    },
    ...(options.aside ? [{ kind: 'prose' as const, text: options.aside }] : []),
    ...(fidelity === 'real' ? [] : [{ kind: 'prose' as const, text: t(`fidelity.why.${fidelity}`, { reason }) }]),
  ])
  if ((await stage.pause(t('lesson.begin'), { lesson: true })).skip || fidelity === 'unavailable') {
    stage.show([{ kind: 'prose', text: t('lesson.skipped', { number }) }])
    return 'skipped'
  }

  await playSteps({ ...options, fidelity }, new Scene(office, { watched: !options.auto }))
  return 'done'
}

/** The steps alone, one after the other, in this scene; its programs end with them. Rejects as `playLesson` does. */
export async function playSteps(
  options: PlayOptions & { fidelity: Fidelity; brief?: boolean },
  scene: Scene,
): Promise<void> {
  const { lesson, prose, stage, auto, brief = false, record } = options
  const simplified = options.fidelity === 'simplified'
  const predictions = new Map<string, Prediction>()
  try {
    if (!lesson.office) await stage.during(t('pause.opening'), scene.setUp(lesson.drawers))
    for (const [index, step] of lesson.steps.entries()) {
      const section = prose.sections.get(step.id)
      if (!section) throw new Error(`${lesson.id}: no prose for step ${step.id}`)
      const played = simplified ? section.as('simplified') : section
      const place = { step: index + 1, steps: lesson.steps.length }
      await step.play({
        scene,
        section: heard(played, stage),
        stage,
        place,
        next: options.next ?? t('recap.end'),
        auto,
        brief,
        predictions,
        record,
      })
    }
  } finally {
    await scene.end()
  }
}

/** The section in the words of whoever reads it: some are for the ear. */
function heard(section: Section, { screen }: Stage): Section {
  return screen.spoken ? section.as('spoken') : section
}

type Heading = Extract<Block, { kind: 'heading' }>

type ReadOptions = Pick<PlayOptions, 'number' | 'lesson' | 'prose' | 'stage' | 'next' | 'auto'>

/**
 * A lesson that cannot be played here, told instead: its sections that have a slot `read`, a page each.
 * @param why what is said of it on the first page
 * Resolves with `skipped` when the learner would not have it. Rejects with Quit or Interrupted.
 */
export async function readLesson(
  { number, lesson, prose, stage, next, auto }: ReadOptions,
  why: Block[],
): Promise<'read' | 'skipped'> {
  stage.show([
    { kind: 'heading', glyph: 'now', title: t('lesson.title', { number, title: prose.title }) },
    { kind: 'prose', text: prose.summary },
    ...why,
    ...prose.intro.blocks('needs', {}),
  ])
  if ((await stage.pause(t('lesson.read'), { lesson: true })).skip) {
    stage.show([{ kind: 'prose', text: t('lesson.skipped', { number }) }])
    return 'skipped'
  }
  // What is to be pasted, once it can be played.
  const facts = {
    play: invocation('lesson', String(number)),
    start: invocation('start', flag('office'), 'docker'),
  }
  const pages = lesson.steps.filter(({ id }) => prose.sections.get(id)!.has('read'))
  for (const [index, { id, kind }] of pages.entries()) {
    const section = heard(prose.sections.get(id)!, stage)
    const place = { step: index + 1, steps: pages.length }
    // What a learner who plays is told to do is not told to one who reads.
    const title = section.has('read-title') ? section.text('read-title', {}) : section.title
    const heading: Heading = { kind: 'heading', glyph: 'now', title, place }
    if (kind === 'prediction') await askReader(stage, section, heading, auto)
    stage.show([heading, ...section.blocks('read', facts)])
    await stage.pause(index + 1 < pages.length ? t('pause.continue') : (next ?? t('recap.end')))
  }
  return 'read'
}

/** A prediction needs nothing that is missing here: it is asked all the same, and the page that follows answers. */
async function askReader(stage: Stage, section: Section, heading: Heading, auto: boolean): Promise<void> {
  const body = section.blocks('body', {})
  const labels = section.items('choices', {})
  if (auto) {
    const items = labels.map((label, index) => `${CHOICE_LETTERS[index]}. ${label}`)
    return stage.show([heading, ...body, { kind: 'list', items }])
  }
  const choices = labels.map((label, index) => ({ id: String(index), label }))
  await stage.ask({ heading, body, choices, hints: section.items('hints', {}) })
}
