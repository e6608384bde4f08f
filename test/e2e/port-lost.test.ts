// A lesson closes its office, and another program takes its port meanwhile: the learner stays in the course.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectNothingLeft, newPlace, openServer, play, portsOf } from './cli.js'
import { goTo, LESSON_1 } from './lesson-path.js'
import { keepPortTaken } from './port-9092.js'

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

it('is said in a sentence, and Enter plays the lesson again on another port', { timeout: 60_000 }, async () => {
  const place = newPlace()
  const terminal = play(place, ['lecon', '1'])
  let thief: Awaited<ReturnType<typeof openServer>> | undefined
  try {
    await goTo(terminal, LESSON_1, 'a question')
    const [lost = 0] = await portsOf(place)
    terminal.press('a')
    await terminal.waitFor(/étape 3\/6[\s\S]*ne répond pas/, 20_000)
    thief = await openServer(lost)

    await terminal.waitFor(
      (screen) => screen.includes(`le port ${lost} est occupé`) && /Entrée\s: recommencer la leçon/.test(screen),
      20_000,
    )
    terminal.press('Enter')
    await terminal.waitFor(/Entrée\s: commencer/)
    terminal.press('Enter')
    await terminal.waitFor(/étape 1\/6[\s\S]*Entrée\s: continuer/)
    const ports = await portsOf(place)
    expect(ports).toHaveLength(1)
    expect(ports).not.toContain(lost)

    const since = Date.now()
    terminal.press('q')
    expect((await terminal.exit).code).toBe(0)
    await expectNothingLeft(place, since, ports)
  } finally {
    await terminal.kill()
    await thief?.close()
    place.remove()
  }
})
