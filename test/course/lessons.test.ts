// Every lesson, on the real programs and the real broker: it can be passed, and it can fail.
import { describe, expect, it } from 'vitest'
import { type Lesson, LessonFailed, type Step } from '../../src/course/lesson.js'
import { predict } from '../../src/course/steps/predict.js'
import type { Question } from '../../src/screen/screen.js'
import { speakable, spokenBlock } from '../../src/screen/spoken.js'
import { SIGNS } from '../support/ear.js'
import { tooHigh } from '../support/heights.js'
import { placeNamed } from '../support/hints.js'
import { afterEachStep, importLesson, lessonsOfAnyOffice, playForTest } from '../support/lessons.js'
import { failureWithBroker } from '../support/sabotage.js'

const LESSONS = await lessonsOfAnyOffice()
/** Those played three times over by default; all of them in the long run. */
const THOROUGH = process.env.GUICHET_LONG ? LESSONS : LESSONS.filter((id) => /^(0[24]|14)/.test(id))
const TIMEOUT = 90_000

/** The lesson with one step replaced. */
function withStep(lesson: Lesson, id: string, change: (step: Step) => Step): Lesson {
  return { ...lesson, steps: lesson.steps.map((step) => (step.id === id ? change(step) : step)) }
}

function predictionsOf({ steps }: Lesson): string[] {
  return steps.filter(({ kind }) => kind === 'prediction').map(({ id }) => id)
}

describe.concurrent.each(LESSONS)('lesson %s', (id) => {
  it('plays itself to its end, every prediction and task held against the broker', { timeout: TIMEOUT }, async ({
    expect,
  }) => {
    const lesson = await importLesson(id)
    const named: (string | undefined)[] = []
    const truths: (string | undefined)[] = []
    const watched = afterEachStep(lesson, async (kind, { section, scene, place, predictions }) => {
      if (kind !== 'prediction') return
      const { id, ids = [] } = lesson.steps[place.step - 1]!
      named.push(ids[placeNamed(section.items('hints', scene.facts))])
      truths.push(predictions.get(id)?.truth)
    })
    const { recorded, screen } = await playForTest(watched)
    expect(named).toEqual(truths)
    const tasks = lesson.steps.filter(({ kind }) => kind === 'task').map((step) => step.id)
    expect(recorded.filter(({ kind }) => kind === 'prediction').map(({ step }) => step)).toEqual(predictionsOf(lesson))
    expect(recorded.filter((entry) => entry.kind === 'prediction' && !entry.right)).toEqual([])
    expect(recorded.filter((entry) => entry.kind === 'task' && entry.outcome !== 'done')).toEqual([])
    expect(recorded.filter(({ kind }) => kind === 'task').map(({ step }) => step)).toEqual(tasks)
    expect(screen.text).not.toMatch(/\{\{|undefined|NaN/)
    expect(tooHigh(screen.screens)).toEqual([])
    // Said for the ear, it holds no sign.
    const said = screen.blocks.filter(({ kind }) => kind !== 'code' && kind !== 'command').flatMap(spokenBlock)
    const aloud = [...said, ...[...screen.heard, ...screen.statuses].map(speakable)]
    expect(aloud.filter((text) => SIGNS.test(text))).toEqual([])
    // What the notebook keeps is still true once the office is gone.
    const kept = recorded.filter(({ kind }) => kind === 'recap')
    expect(JSON.stringify(kept)).not.toMatch(/127\.0\.0\.1:\d|guichet-bureau-/)
  })
})

describe.concurrent.each(THOROUGH)('lesson %s', (id) => {
  it('shows a learner who is wrong what the broker shows, and why', { timeout: TIMEOUT }, async () => {
    const lesson = await importLesson(id)
    // Whichever comes after the right one, which the last hint names.
    const wrong = ({ choices, hints }: Question) => choices[(placeNamed(hints) + 1) % choices.length]!.id
    const { recorded, screen } = await playForTest(lesson, { script: { answer: wrong } })
    const predictions = recorded.filter((entry) => entry.kind === 'prediction')
    expect(predictions.map(({ step }) => step)).toEqual(predictionsOf(lesson))
    expect(predictions.filter(({ right }) => right)).toEqual([])
    expect(screen.text).toContain('Pas cette fois')
    expect(screen.text).not.toContain('Prédiction juste')
    expect(tooHigh(screen.screens)).toEqual([])
  })

  it('fails when its expected answer is changed', { timeout: TIMEOUT }, async () => {
    const lesson = await importLesson(id)
    const prediction = lesson.steps.find(({ kind }) => kind === 'prediction')!
    const changed = withStep(lesson, prediction.id, ({ ids }) => ({
      ...predict(prediction.id, {
        choices: ids!,
        truth: async () => 'changed',
      }),
    }))
    // Its other effects on the scene's facts are lost too; what matters is that the broker contradicts it.
    await expect(playForTest(changed)).rejects.toBeInstanceOf(LessonFailed)
  })
})

it('a broker that loses letters it gave receipts for is caught, and what was observed is said', {
  timeout: TIMEOUT,
}, async () => {
  const { observed } = await failureWithBroker('losing-office', '03-expediteur')
  expect(observed).toMatch(/^2.récépissés, 1.lettre/)
})
