// Ctrl-C and `q`, wherever the learner is in a lesson: out at once, the terminal as it was, nothing left, place kept.
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoTrace, expectNothingLeft, guichet, newPlace, type Place, play, portsOf } from './cli.js'
import { goTo, LESSON_1, LESSON_2, type Stop } from './lesson-path.js'
import { keepPortTaken } from './port-9092.js'

const LONG = process.env.GUICHET_LONG !== undefined
const EVERYWHERE = LESSON_1.map(({ name }) => name)
/** Where leaving is hardest: a question is asked, programs run, a program waits. */
const HARD = ['a question', 'programs at work', 'a task, a letter waiting for the closed office']

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

interface Left {
  code: number
  milliseconds: number
  shown: string
}

/** Plays a lesson up to a stop, presses these keys, and holds that nothing is left. */
async function leaveAt(
  [lesson, way, name]: [string, Stop[], string],
  keys: string[],
  look: (place: Place, left: Left) => Promise<void>,
) {
  const place = newPlace()
  const terminal = play(place, ['lecon', lesson], { sayState: true })
  try {
    await goTo(terminal, way, name)
    const ports = await portsOf(place)
    const since = Date.now()
    for (const [index, key] of keys.entries()) {
      // Two signals at once would be one, and Escape with the next key another key.
      if (index > 0) await pause(100)
      terminal.press(key)
    }
    const { code } = await terminal.exit
    const milliseconds = Date.now() - since
    await expectNothingLeft(place, since + (code === 130 ? 0 : milliseconds), ports)
    const shown = terminal.history()
    expectNoTrace(shown)
    // The shell got its terminal back as it had given it: lines, echo, Ctrl-C, a cursor.
    expect(shown).toMatch(/(^| )icanon /m)
    expect(shown).toMatch(/(^| )echo /m)
    expect(shown).toMatch(/(^| )isig /m)
    expect(terminal.cursorShown()).toBe(true)
    await look(place, { code, milliseconds, shown })
  } finally {
    await terminal.kill()
    place.remove()
  }
}

/** Ctrl-C, once or twice. */
const interrupt = (where: [string, Stop[], string], keys: string[]) =>
  leaveAt(where, keys, async (_place, { code, milliseconds, shown }) => {
    expect(code).toBe(130)
    if (keys.at(-2) !== 'C-c') expect(shown).toMatch(/^Pour reprendre\s: .+lecon \d$/m)
    expect(milliseconds).toBeLessThan(2000)
  })

const quit = (where: [string, Stop[], string], keys: string[], state: string) =>
  leaveAt(where, keys, async (place, { code, shown }) => {
    expect(code).toBe(0)
    expect(shown).toMatch(/^À bientôt\. Pour reprendre\s: .+lecon \d$/m)
    const lessons: { id: string; state: string }[] = JSON.parse((await guichet(place, ['lecons', '--json'])).stdout)
    expect(lessons[Number(where[0]) - 1]).toMatchObject({ state })
  })

describe.skipIf(process.platform === 'win32').concurrent('leaving a lesson', { timeout: 60_000 }, () => {
  it.each(EVERYWHERE)('by Ctrl-C at %s', (name) => interrupt(['1', LESSON_1, name], ['C-c']))

  it.each(LONG ? EVERYWHERE : HARD)('by Ctrl-C twice at %s', (name) => interrupt(['1', LESSON_1, name], ['C-c', 'C-c']))

  it.each(EVERYWHERE)('by q at %s', (name) =>
    quit(['1', LESSON_1, name], ['q'], ['the recap', 'the last page'].includes(name) ? 'done' : 'started'),
  )

  it('by Ctrl-C in the menu of keys', () => interrupt(['1', LESSON_1, 'a story'], ['Escape', 'C-c']))
  it('by q in the menu of keys', () => quit(['1', LESSON_1, 'a story'], ['Escape', 'q'], 'started'))
  it('by Ctrl-C with a word half typed', () => interrupt(['2', LESSON_2, 'a text field'], ['q', 'u', 'C-c']))
  it('by the menu’s q with a word half typed', () =>
    quit(['2', LESSON_2, 'a text field'], ['q', 'u', 'Escape', 'q'], 'started'))
})
