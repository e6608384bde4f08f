// Enter before its time is answered; what was read stays in sight; a question asked again goes on from its hints.
import { expect, it } from 'vitest'
import { Stage } from '../../../src/course/stage.js'
import { LiveEvents } from '../../../src/screen/live-events.js'
import type { Answer, Block, LiveOptions, Question, Screen } from '../../../src/screen/screen.js'
import { LivePart } from '../../../src/screen/terminal/live.js'
import { QuestionPart } from '../../../src/screen/terminal/question.js'
import { page } from '../support.js'

const heading = { kind: 'heading', glyph: 'now', title: 'Combien en lira-t-il ?' } as const
const choices = ['Aucune', 'Toutes', 'La dernière'].map((label) => ({ id: label, label }))
const question: Question = { heading, body: [], choices, hints: ['Un.', 'Deux.', 'Trois.'] }
const foot = (lines: string[]) => lines.slice(lines.findIndex((line) => line.startsWith('└'))).join('\n')
const live = (options: Partial<LiveOptions> = {}, printed = 0) =>
  new LivePart({ heading, ...options }, { heading, body: [], printed }, new LiveEvents())

it('a question says that it awaits a choice', () => {
  const part = new QuestionPart(question)
  expect(foot(part.lines(page(80)))).not.toContain('Choisissez d’abord')
  expect(part.press({ name: 'enter' })).toBeUndefined()
  expect(foot(part.lines(page(80)))).toContain('Choisissez d’abord')
  part.press({ name: 'down' })
  expect(foot(part.lines(page(80)))).not.toContain('Choisissez d’abord')
  expect(part.press({ name: 'enter' })).toEqual({ value: { choice: 'Aucune' } })
})

it.each([
  ['a run', {}, 'Pas encore'],
  ['a task', { actions: [{ key: 'd', label: 'déposer' }] }, 'Pas encore fini'],
  ['a text field', { field: { label: 'Votre phrase' } }, 'Tapez d’abord'],
] as const)('%s says what it awaits', (_, options, said) => {
  const part = live(options as Partial<LiveOptions>)
  expect(foot(part.lines(page(80), 22))).not.toContain(said)
  part.press({ name: 'enter' })
  expect(foot(part.lines(page(80), 22))).toContain(said)
  part.ready('continuer')
  expect(foot(part.lines(page(80), 22))).not.toContain(said)
})

it('a frame leaves in sight what was printed above it', () => {
  const part = live({}, 8)
  for (let said = 0; said < 40; said++) part.line({ who: 'lara', wide: 'poste', narrow: 'poste', spoken: 'poste' })
  expect(part.lines(page(40), 22).length).toBeLessThanOrEqual(14)
  expect(live().lines(page(40), 22).length).toBeGreaterThan(8)
})

it('a question asked again keeps its hints, under what is read again as past', async () => {
  const asked: Question[] = []
  const printed: Block[][] = []
  const answers: Answer[] = [{ move: 'reread', told: 2 }, { choice: 'Toutes' }]
  const screen = {
    ask: async (one: Question) => {
      asked.push(one)
      return answers[asked.length - 1]!
    },
    print: (blocks: Block[]) => void printed.push(blocks),
  } as unknown as Screen
  const stage = new Stage(screen)
  stage.show([{ ...heading, title: 'Avant' }])
  expect(await stage.ask(question)).toBe('Toutes')
  expect(asked.map(({ told }) => told)).toEqual([0, 2])
  expect(printed.at(-1)).toEqual([{ ...heading, title: 'Avant', glyph: 'past' }])
})
