// Lesson 14 with a docker of the learner's own: it is docker that is refused, signs in and pulls; and whatever ends the
// lesson, and wherever, the engine is left as it was found.
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPlace, type Place, playAlone, start } from '../e2e/cli.js'
import { type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'
import type { Terminal } from '../support/terminal.js'
import { until } from '../support/until.js'

const TIMEOUT = 60_000
const GO_ON = 'Entrée.: continuer'
const at = (step: number, foot: string) => new RegExp(`étape.${step}/10(?![\\s\\S]*étape)[\\s\\S]*${foot}`)

/** The screens of the lesson, and the key that leads on from each. */
const WAY: [string, RegExp, string][] = [
  ['the first page', /Entrée.: commencer/, 'Enter'],
  ['the story', at(1, GO_ON), 'Enter'],
  ['the refusal', at(2, `refusé[\\s\\S]*${GO_ON}`), 'Enter'],
  ['the refusal’s own line', new RegExp(`unauthenticated[\\s\\S]*${GO_ON}`), 'Enter'],
  ['the question', at(3, 'a b c'), 'b'],
  ['the two checks', at(4, `\\[1\\]▲[\\s\\S]*${GO_ON}`), 'Enter'],
  ['who is counted', at(5, GO_ON), 'Enter'],
  ['the diagnostic', at(6, GO_ON), 'Enter'],
  ['the task', at(7, 't.: télécharger'), 'c'],
  ['the task, signed in', /Login Succeeded/, 't'],
  ['the task done', at(7, `Downloaded[\\s\\S]*${GO_ON}`), 'Enter'],
  ['its result', new RegExp(`✓[\\s\\S]*${GO_ON}`), 'Enter'],
]

describe.skipIf(dockerProblem)(
  `lesson 14 with an engine${dockerProblem ? ` (${dockerProblem})` : ''}`,
  { timeout: TIMEOUT },
  () => {
    let engine: DockerEngine
    const place = (): Place => newPlace(engine.env())

    beforeAll(async () => {
      engine = await startEngine()
    })
    afterAll(() => engine?.stop())

    /** What is left in the engine, and in the temporary folder. */
    async function left({ temporary }: Place): Promise<string[]> {
      const images = await engine.docker('image', 'ls', '--all', '--format', '{{.Repository}}:{{.Tag}}')
      return [...images.split('\n'), ...readdirSync(temporary)].filter((name) => /127\.0\.0\.1|none|guichet/.test(name))
    }

    it('is docker’s own refusal, sign-in and pull, and leaves no image, no settings, no password', async () => {
      const here = place()
      const before = await engine.docker('image', 'ls', '--quiet')
      const { code, stdout } = await start(here, ['lecon', '14', '--auto']).ended
      expect(code).toBe(0)
      expect(stdout).toMatch(/réel, à part la réserve/)
      expect(stdout).toMatch(/docker {4}pull 127\.0\.0\.1:\d+\/confluentinc\/cp-kafka:8\.3\.0\n│ {2}docker {4}refusé/)
      expect(stdout.replace(/\n│ */g, ' ')).toContain('toomanyrequests: You have reached your unauthenticated pull')
      expect(stdout).toMatch(/docker {4}Login Succeeded/)
      expect(stdout).toMatch(/docker {4}Status: Downloaded newer image/)
      expect(await left(here)).toEqual([])
      expect(await engine.docker('image', 'ls', '--quiet')).toBe(before)
      // The settings docker would have used by itself.
      expect(readdirSync(engine.env().DOCKER_CONFIG ?? join(homedir(), '.docker'))).toEqual(['cli-plugins'])
      here.remove()
    })

    async function goTo(terminal: Terminal, screen: string): Promise<void> {
      for (const [name, see, key] of WAY) {
        await terminal.waitFor((shown) => see.test(shown.replaceAll('\u00a0', ' ')), 20_000)
        if (name === screen) return
        terminal.press(key)
      }
    }

    describe.each(['Ctrl-C', 'kill -9'])('%s', (how) => {
      it.each(WAY.map(([name]) => name))('at %s leaves nothing', async (screen) => {
        const here = place()
        const terminal = playAlone(here, ['lecon', '14'])
        try {
          await goTo(terminal, screen)
          if (how === 'Ctrl-C') terminal.press('C-c')
          else process.kill(terminal.pid, 'SIGKILL')
          await terminal.exit
          await until(async () => (await left(here)).length === 0, 5000)
          expect(await left(here)).toEqual([])
        } finally {
          await terminal.kill()
          here.remove()
        }
      })
    })
  },
)
