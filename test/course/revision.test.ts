// Revision: the same questions, other values, the real broker.
import { describe, expect, it } from 'vitest'
import { listLessons, loadProse } from '../../src/course/catalogue.js'
import type { Recorded } from '../../src/course/progress.js'
import { questionsOf, revise } from '../../src/course/revision.js'
import { Stage } from '../../src/course/stage.js'
import { embeddedOffice } from '../../src/office/embedded.js'
import { freePort } from '../../src/programs/port.js'
import type { Question } from '../../src/screen/screen.js'
import { importLesson } from '../support/lessons.js'
import { RecordingScreen } from '../support/recording-screen.js'

async function reviseOnce(id: string, answer?: (question: Question) => string) {
  const lesson = await importLesson(id)
  const office = embeddedOffice({ port: await freePort() })
  const screen = new RecordingScreen(answer ? { answer } : {})
  const recorded: Recorded[] = []
  try {
    await revise({
      ...{
        number: 1,
        lesson,
        prose: await loadProse(id),
        office,
        stage: new Stage(screen),
        auto: answer === undefined,
      },
      record: (entry) => recorded.push(entry),
    })
  } finally {
    await office.dispose()
  }
  return { screen, recorded }
}

describe('a revision', () => {
  it.each(listLessons().map(({ id }) => id))(
    'keeps of lesson %s what asks and answers, and nothing that tells',
    async (id) => {
      const lesson = await importLesson(id)
      const kinds = questionsOf(lesson).steps.map(({ kind }) => kind)
      expect(kinds.at(-1)).toBe('observation')
      expect(kinds).toContain('prediction')
      expect(kinds.filter((kind) => ['story', 'task', 'recap'].includes(kind))).toEqual([])
    },
  )

  it('asks with values that are not those of the lesson, and holds the answer against the broker', async () => {
    const { screen, recorded } = await reviseOnce('04-destinataire')
    expect(recorded).toMatchObject([
      { kind: 'prediction', right: true },
      { kind: 'prediction', right: true },
    ])
    const [, count] = /(\d+).lettres? attend/.exec(screen.text) ?? []
    expect([3, 4, 6, 7]).toContain(Number(count))
  })

  it('tells a wrong answer from a right one', async () => {
    const { recorded } = await reviseOnce(
      '04-destinataire',
      ({ choices }) => choices.find(({ id }) => id === 'derniere')!.id,
    )
    expect(recorded).toMatchObject([
      { kind: 'prediction', right: false },
      { kind: 'prediction', right: false },
    ])
  })
})
