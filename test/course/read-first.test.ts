// What is long is read before programs start, where somebody reads.
import { expect, it } from 'vitest'
import type { StepContext } from '../../src/course/lesson.js'
import { parseProse } from '../../src/course/prose.js'
import type { Scene } from '../../src/course/scene/scene.js'
import { Stage } from '../../src/course/stage.js'
import { run } from '../../src/course/steps/run.js'
import { RecordingScreen } from '../support/recording-screen.js'

/** Plays a run whose text has so many lines of 80 columns: what was asked before it began, and what stayed above it. */
async function before(lines: number, how: { auto?: boolean; brief?: boolean } = {}) {
  const text = Array.from({ length: lines }, () => 'word '.repeat(14).trim()).join(' ')
  const { sections } = parseProse(`# T\n\n<!-- step: x -->\n## X\n\n${text}\n`)
  const asked: string[] = []
  class Screen extends RecordingScreen {
    override pause(next?: string) {
      asked.push(next ?? '')
      return super.pause()
    }
  }
  const screen = new Screen({ answer: () => '' })
  const began: string[] = []
  const step = run('x', async () => void began.push(...asked), { picture: async () => [] })
  await step.play({
    ...{ stage: new Stage(screen), section: sections.get('x')!, place: { step: 1, steps: 1 }, next: '' },
    ...{ auto: false, brief: false, predictions: new Map(), record: () => {}, ...how },
    scene: { facts: {}, officeOpen: true, attach: () => {} } as unknown as Scene,
  } satisfies StepContext)
  const live = screen.screens.find(({ kind }) => kind === 'live')
  return { asked: began, above: live?.kind === 'live' ? live.options.body?.length : undefined }
}

it('waits for Enter where there is more to read than three lines, and then says it once', async () => {
  expect(await before(4)).toEqual({ asked: ['lancer'], above: 0 })
})

it('starts at once where there is less, its text in view', async () => {
  expect(await before(3)).toEqual({ asked: [], above: 1 })
})

it('starts at once where nobody reads, or nothing is told', async () => {
  expect(await before(9, { auto: true })).toEqual({ asked: [], above: 1 })
  expect(await before(9, { brief: true })).toEqual({ asked: [], above: 0 })
})
