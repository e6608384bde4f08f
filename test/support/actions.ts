// The keys of a lesson's tasks, by what they do: each language has its own.
import { join } from 'node:path'
import { readProse } from '../../src/course/prose.js'
import type { Language } from '../../src/i18n/index.js'
import { packageRoot } from '../../src/package-root.js'
import { importLesson } from './lessons.js'

/** The key of each action of a lesson, by the action's id. */
export async function actionKeys(lesson: string, language: Language): Promise<Record<string, string>> {
  const { steps } = await importLesson(lesson)
  const { sections } = readProse(join(packageRoot, 'lessons', lesson), language)
  const tasks = steps.filter(({ kind, ids }) => kind === 'task' && ids!.length > 0)
  return Object.fromEntries(
    tasks.flatMap(({ id, ids }) => {
      const keyed = sections.get(id)!.keyed('actions', {})
      return ids!.map((action, index) => [action, keyed[index]!.key])
    }),
  )
}
