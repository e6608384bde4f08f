// Lesson 14 with a docker of the learner's own: it is docker that is refused, signs in and pulls; and whatever ends the
// lesson, and wherever, the engine is left as it was found.
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPlace, type Place, playAlone, start } from '../e2e/cli.js'
import { type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'
import { until } from '../support/until.js'
import { follow, GO_ON, type Screen, stepOf } from './way.js'

const TIMEOUT = 60_000
const at = stepOf(10)

const WAY: Screen[] = [
  { name: 'the first page', see: /Entrée : commencer/, key: 'Enter' },
  { name: 'the story', see: at(1), key: 'Enter' },
  { name: 'the refusal', see: at(2, `refusé[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the refusal’s own line', see: new RegExp(`unauthenticated[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the question', see: at(3, 'a b c'), key: 'b' },
  { name: 'the two checks', see: at(4, `\\[1\\]▲[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'who is counted', see: at(5), key: 'Enter' },
  { name: 'the diagnostic', see: at(6), key: 'Enter' },
  { name: 'the task', see: at(7, 't : télécharger'), key: 'c' },
  { name: 'the task, signed in', see: /Login Succeeded/, key: 't' },
  { name: 'the task done', see: new RegExp(`✓[\\s\\S]*${GO_ON}`), key: 'Enter' },
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

    describe.each(['Ctrl-C', 'kill -9'])('%s', (how) => {
      it.each(WAY.map(({ name }) => name))('at %s leaves nothing', async (screen) => {
        const here = place()
        const terminal = playAlone(here, ['lecon', '14'])
        try {
          await follow(terminal, WAY, { to: screen })
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
