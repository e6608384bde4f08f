// Escape opens the menu of the keys, wherever the learner is, and closes it: nothing else changes.
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Terminal } from '../support/terminal.js'
import { newPlace, play } from './cli.js'
import { goOn, LESSON_1, LESSON_2 } from './lesson-path.js'
import { keepPortTaken } from './port-9092.js'
import { settled } from './screen-masks.js'

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

/** What is on view and above it, once no program adds to it for longer than a picture takes to be drawn anew. */
async function still(terminal: Terminal): Promise<string> {
  for (let before = ''; ; await pause(400)) {
    const now = settled(terminal.history())
    if (now === before) return now
    before = now
  }
}

it.skipIf(process.platform === 'win32').concurrent.each([
  ['1', LESSON_1],
  ['2', LESSON_2],
] as const)('lesson %s, at every step', { timeout: 60_000 }, async (lesson, way) => {
  const place = newPlace()
  const terminal = play(place, ['lecon', lesson])
  try {
    for (const stop of way) {
      const { name, see } = stop
      await terminal.waitFor(see)
      const before = await still(terminal)
      terminal.press('Escape')
      const menu = await terminal.waitFor('Une touche agit')
      expect(menu).toMatch(/^│ {2}p +passer/m)
      expect(menu).toMatch(/^│ {2}q +quitter/m)
      // A key that is none of the menu's does nothing.
      terminal.press('x')
      terminal.press('Escape')
      // All that is on view or has scrolled away is as it was, where no program says more meanwhile.
      const asBefore = () => /at work|waiting/.test(name) || settled(terminal.history()) === before
      await terminal.waitFor((shown) => shown !== '' && !shown.includes('Une touche agit') && asBefore())
      await goOn(terminal, stop)
    }
  } finally {
    await terminal.kill()
    place.remove()
  }
})
