// The CLI killed, its terminal closed: whatever happens to it, nothing it started is left 2 s later.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Terminal } from '../support/terminal.js'
import { expectNothingLeft, newPlace, playAlone, portsOf, processesOf, start } from './cli.js'
import { keepPortTaken } from './port-9092.js'

const TIMES = process.env.GUICHET_LONG ? 20 : 3

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

/** Plays lesson 3 in a terminal until lara posts and an office runs, then does this to the CLI. */
async function inTheMiddleOfLesson3(end: (terminal: Terminal) => void): Promise<void> {
  const place = newPlace()
  const terminal = playAlone(place, ['lecon', '3'])
  try {
    await terminal.waitFor(/Entrée\s: commencer/)
    terminal.press('Enter')
    await terminal.waitFor(/étape 1\/7[\s\S]*Entrée\s: continuer/)
    terminal.press('Enter')
    await terminal.waitFor(/a b c\s: répondre/)
    terminal.press('a')
    await terminal.waitFor(/étape 3\/7[\s\S]*récépissé guichet/)

    const programs = (await processesOf(place)).map(({ command }) => command)
    for (const name of ['bureau', 'producer', 'janitor']) expect(programs.join('\n')).toContain(`${name}.js`)
    const ports = await portsOf(place)
    expect(ports).toHaveLength(1)
    expect(readdirSync(place.temporary)).toHaveLength(1)

    const since = Date.now()
    end(terminal)
    await terminal.exit
    await expectNothingLeft(place, since, ports)
    // What had been done is kept, whole.
    expect(existsSync(join(place.home, 'progress.json'))).toBe(true)
    expect(readdirSync(place.home).filter((name) => /progress\.json\./.test(name))).toEqual([])
  } finally {
    await terminal.kill()
    place.remove()
  }
}

describe.skipIf(process.platform === 'win32')('in the middle of lesson 3', () => {
  it(`kill -9 leaves nothing, ${TIMES} times`, { timeout: 20_000 * TIMES }, async () => {
    for (let time = 0; time < TIMES; time++) await inTheMiddleOfLesson3(({ pid }) => process.kill(pid, 'SIGKILL'))
  })

  it('a closed terminal leaves nothing', () => inTheMiddleOfLesson3((terminal) => terminal.hangUp()))

  it('SIGTERM leaves nothing', () => inTheMiddleOfLesson3(({ pid }) => process.kill(pid, 'SIGTERM')))
})

describe('a course that plays itself', () => {
  /** Plays lesson 3 without a terminal until lara has a receipt, then sends it this signal. */
  async function signalled(signal: NodeJS.Signals) {
    const place = newPlace()
    const course = start(place, ['lecon', '3', '--auto'])
    try {
      await course.waitFor('récépissé guichet')
      const ports = await portsOf(place)
      const since = Date.now()
      course.signal(signal)
      const outcome = await course.ended
      await expectNothingLeft(place, since, ports)
      return outcome
    } finally {
      place.remove()
    }
  }

  it('leaves nothing after kill -9', async () => {
    expect((await signalled('SIGKILL')).signal).toBe('SIGKILL')
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves nothing after %s, and blames nothing on the lesson', async (signal, code) => {
    const { code: given, stderr } = await signalled(signal)
    expect(given).toBe(code)
    expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Le port 9092'))).toEqual([])
  })
})
