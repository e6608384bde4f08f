// Kafka in Docker from the command line, on an engine of the test's own: started, asked, stopped; and interrupted at each
// stage of its start, after which nothing of it is left.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'
import { until } from '../support/until.js'
import { newPlace, type Place, start } from './cli.js'

/** A container's Kafka takes 2 s to start on a quiet machine, ten times that on a busy one. */
const TIMEOUT = 120_000
/** Docker's own part of the end: a container killed, a network removed. */
const GONE_WITHIN = 5000

describe.skipIf(dockerProblem)(
  `--bureau docker${dockerProblem ? ` (${dockerProblem})` : ''}`,
  { timeout: TIMEOUT },
  () => {
    let engine: DockerEngine
    let mute: Server
    const places: Place[] = []

    beforeAll(async () => {
      engine = await startEngine()
      await engine.loadKafka()
      // A registry that accepts and never answers: a pull that lasts.
      mute = createServer(() => {})
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    })
    afterEach(() => {
      for (const place of places.splice(0)) place.remove()
    })
    afterAll(async () => {
      mute.closeAllConnections()
      mute.close()
      await engine?.stop()
    })

    function newHome(env: Record<string, string> = {}): Place {
      const place = newPlace({ ...engine.env(), KAFKA_PORT: '19092', ...env })
      places.push(place)
      return place
    }

    const STAGES: [string, (cli: ReturnType<typeof start>) => Promise<void>, Record<string, string>?][] = [
      ['the image is pulled', (cli) => cli.waitFor(/n’est pas encore ici/, 30_000)],
      ['the network is made', () => engine.event('network', 'create')],
      ['the container is made', () => engine.event('container', 'create')],
      ['the container starts', () => engine.event('container', 'start')],
      ['the lesson is played', (cli) => cli.waitFor(/récépissé/, 60_000)],
    ]
    // Some seconds each: by default one is enough to see that the end is the same for all.
    const long = process.env.GUICHET_LONG !== undefined
    const SIGNALS = long ? (['SIGINT', 'SIGKILL'] as const) : (['SIGINT'] as const)
    const REACHED = long ? STAGES : STAGES.filter(([stage]) => stage === 'the container is made')
    for (const signal of SIGNALS) {
      test.each(REACHED)(`${signal} as %s leaves no container and no network`, async (stage, reached) => {
        const image = `127.0.0.1:${(mute.address() as AddressInfo).port}/kafka:4.3.1`
        const place = newHome(stage.includes('pulled') ? { KAFKA_IMAGE: image } : {})
        const cli = start(place, ['lecon', '3', '--auto', '--bureau', 'docker'])
        await reached(cli)
        const since = Date.now()
        cli.signal(signal)
        const { code, stderr } = await cli.ended
        const ended = Date.now() - since
        if (signal === 'SIGINT') {
          expect(code).toBe(130)
          expect(stderr).not.toMatch(/échoué|erreur/i)
        }
        await until(async () => (await engine.left()).length === 0, GONE_WITHIN)
        const gone = Date.now() - since
        // What was asked of the engine just before may still come: it is looked for again.
        await until(async () => Date.now() - since > 3000, 4000)
        expect(await engine.left()).toEqual([])
        if (process.env.GUICHET_FIGURES) console.log(`${signal}, ${stage}: ended ${ended} ms, gone ${gone} ms`)
      })
    }

    test('demarrer leaves it running for etat to see and arreter to end; two demarrer share one', async () => {
      const place = newHome()
      const first = start(place, ['demarrer', '--bureau', 'docker'])
      await first.waitFor(/récépissé/, 60_000)
      first.signal('SIGINT')
      await first.ended
      const second = start(place, ['demarrer'])
      await second.waitFor(/tourne déjà/, 30_000)
      await second.waitFor(/récépissé/, 30_000)
      second.signal('SIGINT')
      await second.ended
      expect((await engine.left()).filter((line) => line.startsWith('container'))).toHaveLength(1)
      expect((await start(place, ['etat']).ended).stdout).toMatch(/Kafka dans Docker, à l’adresse localhost:19092/)
      // A lesson beside it joins, and leaves it open.
      const lesson = await start(place, ['lecon', '3', '--auto', '--bureau', 'docker']).ended
      expect(lesson.code).toBe(0)
      expect((await engine.left()).filter((line) => line.startsWith('container'))).toHaveLength(1)
      expect((await start(place, ['arreter']).ended).stdout).toMatch(/Le bureau est fermé/)
      expect(await engine.left()).toEqual([])
    })

    test('a failure is explained at once, with what mends it, and the course goes on without Docker', async () => {
      const place = newHome({ DOCKER_HOST: 'unix:///nowhere/docker.sock' })
      const { code, stderr } = await start(place, ['lecon', '3', '--auto', '--bureau', 'docker']).ended
      expect(code).toBe(1)
      expect(stderr).toMatch(/Cannot connect to the Docker daemon/)
      expect(stderr).toMatch(/sans --bureau/)
    })
  },
)
