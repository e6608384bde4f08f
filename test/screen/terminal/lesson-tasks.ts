// Every lesson's tasks as the screen is given them, without an office or a program: what is asked, the picture as high
// as it gets, all that its status may say.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Lesson, StepContext } from '../../../src/course/lesson.js'
import { readProse, type Section } from '../../../src/course/prose.js'
import type { Scene } from '../../../src/course/scene/scene.js'
import type { Stage } from '../../../src/course/stage.js'
import { type Language, setLanguage } from '../../../src/i18n/index.js'
import type { Block, Live, LiveEvent, LiveOptions } from '../../../src/screen/screen.js'

export interface LessonTask {
  lesson: string
  step: string
  options: LiveOptions
  picture: Block[]
  /** What its status may say: the usual one first. */
  statuses: string[]
}

const LESSONS = join(import.meta.dirname, '../../../lessons')

/** All of them, in one language. */
export async function lessonTasks(language: Language): Promise<LessonTask[]> {
  setLanguage(language)
  const tasks: LessonTask[] = []
  for (const id of readdirSync(LESSONS).sort()) {
    const lesson: Lesson = (await import(`../../../lessons/${id}/lesson.ts`)).default
    const prose = readProse(join(LESSONS, id), language)
    for (const [index, step] of lesson.steps.entries()) {
      if (step.kind !== 'task') continue
      const section = prose.sections.get(step.id)!
      const place = { step: index + 1, steps: lesson.steps.length }
      const { options, picture } = await shownBy((stage) =>
        step.play({ ...UNUSED, stage, section, place, scene: sceneOf(lesson, factsOf(section)) }),
      )
      tasks.push({ lesson: id, step: step.id, options, picture, statuses: statusesOf(section) })
    }
  }
  setLanguage('fr')
  return tasks
}

const UNUSED: Omit<StepContext, 'stage' | 'section' | 'place' | 'scene'> = {
  next: '',
  auto: false,
  brief: false,
  predictions: new Map(),
  record() {},
}

/** All that the section names between `{{ }}`: numbers of two digits, about as long as a lesson's own. */
function factsOf({ slots }: Section): Record<string, number> {
  const names = [...JSON.stringify([...slots.values()]).matchAll(/\{\{(\w+)/g)].map(([, name]) => name!)
  return Object.fromEntries(names.map((name) => [name, 12]))
}

function statusesOf(section: Section): string[] {
  const slots = [...section.slots.keys()].filter((slot) => /^observed(:|$)/.test(slot)).sort()
  return slots.map((slot) => section.text(slot, factsOf(section)))
}

/** What a step gives its live view, until it has drawn its picture. */
async function shownBy(play: (stage: Stage) => Promise<void>): Promise<{ options: LiveOptions; picture: Block[] }> {
  const shown: { options?: LiveOptions; picture: Block[] } = { picture: [] }
  const quit = new Promise<LiveEvent>((resolve) => setTimeout(resolve, 5, { move: 'quit' }))
  const live: Live = {
    line() {},
    status() {},
    ready() {},
    end() {},
    picture: (picture) => {
      shown.picture = picture
    },
    next: () => quit,
  }
  const stage = {
    live: (options: LiveOptions) => {
      shown.options = options
      return live
    },
  }
  await play(stage as unknown as Stage).catch((error: Error) => {
    if (error.name !== 'Quit') throw error
  })
  return { options: shown.options!, picture: shown.picture }
}

/** A scene that has drawers full of letters, and a team that is one reader too many. */
function sceneOf({ drawers }: Lesson, facts: Record<string, number>): Scene {
  const each = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index))
  return {
    facts,
    officeOpen: true,
    office: { can: { crash: true, retention: true } },
    attach() {},
    counter: async (group?: string, topic = 'orders') => ({
      kind: 'counter',
      topic,
      readAt: '10:42:09',
      ...(group ? { group } : {}),
      drawers: each(drawers, (partition) => ({ partition, start: 0, end: 42, ...(group ? { bookmark: 17 } : {}) })),
    }),
    team: async (group = 'order-tracker') => ({
      kind: 'team',
      group,
      members: each(drawers + 1, (index) => ({
        name: `tracker-${index + 1}`,
        drawers: index < drawers ? [index] : [],
        before: index === 0 ? each(drawers, (partition) => partition) : [],
      })),
    }),
    bars: async (group = 'order-tracker') => ({
      kind: 'lag',
      group,
      drawers: each(drawers, (partition) => ({ partition, lag: 12 })),
    }),
  } as unknown as Scene
}
