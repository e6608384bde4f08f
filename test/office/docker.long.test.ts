// Apache Kafka in Docker, on an engine of the test's own: opened, closed, crashed, reopened, joined; what it stored stays,
// what it started does not, and nobody else's containers are touched.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { discardLetters } from '../../src/office/docker/sweep.js'
import { type DockerProgress, dockerOffice } from '../../src/office/docker.js'
import { createInspector } from '../../src/office/inspector.js'
import { composeProject } from '../../src/office/names.js'
import type { PostOffice } from '../../src/office/post-office.js'
import { endAll } from '../../src/programs/ending.js'
import { portHolder } from '../../src/programs/port.js'
import { type Compose, composeV1Problem, type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'
import { until } from '../support/until.js'
import { post, subscribe } from './support.js'

/** A container's Kafka takes 2 s to start on a quiet machine, ten times that on a busy one. */
const TIMEOUT = 120_000

describe.skipIf(dockerProblem)(
  `the Docker office${dockerProblem ? ` (${dockerProblem})` : ''}`,
  { timeout: TIMEOUT },
  () => {
    let engine: DockerEngine
    let home: string
    const before = { ...process.env }

    beforeAll(async () => {
      engine = await startEngine()
      await engine.loadKafka()
      home = mkdtempSync(join(tmpdir(), 'guichet-test-'))
      use({ GUICHET_HOME: home, KAFKA_PORT: '19092' })
    })
    afterEach(async () => {
      await endAll()
      use({})
    })
    afterAll(async () => {
      await engine?.stop()
      process.env = { ...before }
      rmSync(home, { recursive: true, force: true })
    })

    function use(env: Record<string, string>, compose?: Compose): void {
      Object.assign(process.env, engine.env(compose), { KAFKA_PORT: '19092' }, env)
    }

    test('is Kafka itself, whose letters and bookmarks outlive a close, a crash and the container', async () => {
      const told: DockerProgress[] = []
      const office = await dockerOffice({ name: 'Renée D.', onProgress: (progress) => told.push(progress) })
      await office.open()
      expect(told).toEqual([{ stage: 'start' }]) // the image is here: nothing is pulled
      expect(office.brokers).toEqual(['localhost:19092'])
      expect(office.fullName('orders')).toMatch(/^guichet-reneed-[a-z0-9]{4}-orders$/)
      expect(office.can).toEqual({ close: true, crash: true, files: false })
      await office.inspector.createTopic('orders', 1)
      await post(office, 'orders', [{ value: 'a' }, { value: 'b' }])
      const reader = await subscribe(office, 'team', 'orders')
      await until(() => reader.read.length === 2)
      await reader.stop()
      const evidence = async () => [
        await office.inspector.offsets('orders'),
        await office.inspector.bookmarks('team', 'orders'),
        (await office.inspector.letters('orders', 0, 0, 2)).map(({ value }) => String(value)),
      ]
      const kept = await evidence()
      expect(kept).toEqual([[{ partition: 0, start: 0, end: 2 }], [{ partition: 0, offset: 2 }], ['a', 'b']])

      for (const how of ['close', 'crash'] as const) {
        await office[how]()
        await expect(office.inspector.offsets('orders')).rejects.toMatchObject({ code: 'broker-unreachable' })
        expect(await portHolder(19092)).toBeUndefined()
        await office.open()
        expect(await evidence()).toEqual(kept)
      }
      // The container is only a process; the letters are in the volume.
      await engine.docker('rm', '--force', `${composeProject()}-kafka-1`)
      await office.open()
      expect(await evidence()).toEqual(kept)

      const all = createInspector({ brokers: office.brokers })
      await all.createTopic('not-ours', 1)
      await office.dispose()
      expect((await all.topics()).sort()).toEqual(['__consumer_offsets', 'not-ours'])
      expect(await all.groups()).toEqual([])
      await all.disconnect()
    })

    test('ends with the CLI, letters kept until a reset, and nobody else loses anything', async () => {
      const others = ['container', 'network', 'volume'].map((kind) => `someone-${kind}`) as [string, string, string]
      await engine.docker('network', 'create', others[1])
      await engine.docker('volume', 'create', others[2])
      const mounted = `${others[2]}:/mnt/shared/config`
      const command = ['--entrypoint', 'sleep', engine.env().KAFKA_IMAGE!, '600']
      await engine.docker(
        'run',
        '--detach',
        '--name',
        others[0],
        '--network',
        others[1],
        '--volume',
        mounted,
        ...command,
      )
      const volumes = () =>
        engine.docker('volume', 'ls', '--format', '{{.Name}}').then((list) => list.split('\n').sort())

      const office = await dockerOffice({ name: 'lara' })
      await office.open()
      await office.inspector.createTopic('orders', 1)
      expect(await discardLetters()).toBe(false)
      await endAll()
      expect(await engine.left()).toEqual([])
      expect(await volumes()).toEqual([`${composeProject()}_lettres`, others[2]])

      // What there was no time to delete at the end is deleted at the next beginning.
      const again = await dockerOffice({ name: 'lara' })
      await again.open()
      const all = createInspector({ brokers: again.brokers })
      expect((await all.topics()).filter((name) => name.startsWith('guichet-'))).toEqual([])
      await all.disconnect()
      await endAll()

      expect(await discardLetters()).toBe(true)
      expect(await volumes()).toEqual([others[2]])
      expect(await engine.docker('ps', '--format', '{{.Names}}')).toBe(others[0])
      expect(await engine.docker('network', 'ls', '--format', '{{.Name}}')).toContain(others[1])
      await engine.docker('rm', '--force', others[0])
    })

    test('two offices at once are one container, under names that do not meet', async () => {
      const [one, two] = await Promise.all([dockerOffice({ name: 'lara' }), dockerOffice({ name: 'lara' })])
      await Promise.all([one.open(), two.open()])
      expect(one.brokers).toEqual(two.brokers)
      expect((await engine.docker('ps', '--quiet')).split('\n')).toHaveLength(1)
      await one.inspector.createTopic('orders', 1)
      expect(await two.inspector.topicExists('orders')).toBe(false)
    })

    describe.skipIf(composeV1Problem)(
      `with docker-compose 1.29${composeV1Problem ? ` (${composeV1Problem})` : ''}`,
      () => {
        test('opens and reopens all the same', async () => {
          use({}, 'v1')
          const office = await dockerOffice({ name: 'lara' })
          await office.open()
          await office.inspector.createTopic('orders', 1)
          for (const how of ['close', 'crash'] as const) {
            await office[how]()
            await office.open()
            expect(await office.inspector.topicExists('orders')).toBe(true)
          }
          await endAll()
          expect(await engine.left()).toEqual([])
        })
      },
    )

    describe('when it cannot open, Docker’s own words are there for the diagnostic', () => {
      async function failureOf(options = {}): Promise<unknown> {
        const opened = dockerOffice({ name: 'lara', ...options }).then((office: PostOffice) => office.open())
        return opened.then(
          () => 'opened',
          (error: unknown) => error,
        )
      }
      const saying = (output: RegExp) => expect.objectContaining({ output: expect.stringMatching(output) })

      test('no docker', async () => {
        use({ PATH: '/nowhere' })
        expect(await failureOf()).toMatchObject({ code: 'docker-missing', values: saying(/spawn docker ENOENT/) })
      })

      test('no compose', async () => {
        use({}, 'none')
        expect(await failureOf()).toMatchObject({ code: 'docker-compose-missing', values: saying(/compose/) })
      })

      test('no engine', async () => {
        use({ DOCKER_HOST: 'unix:///nowhere/docker.sock' })
        const values = saying(/Cannot connect to the Docker daemon/)
        expect(await failureOf()).toMatchObject({ code: 'docker-refused', values })
      })

      // As long as an engine is given to answer.
      const testLong = process.env.GUICHET_LONG ? test : () => {}
      testLong('an engine that accepts and never answers', async () => {
        // Nothing of Docker's listens there; what does never says a word.
        const mute = createServer((socket) => socket.resume().on('error', () => {}))
        const path = join(home, 'mute.sock')
        await new Promise<void>((resolve) => mute.listen(path, resolve))
        use({ DOCKER_HOST: `unix://${path}` })
        expect(await failureOf()).toMatchObject({ code: 'docker-slow' })
        mute.close()
      })

      test('an image that is nowhere', async () => {
        use({ KAFKA_IMAGE: '127.0.0.1:1/kafka:4.3.1' })
        const told: DockerProgress[] = []
        const failure = await failureOf({ onProgress: (progress: DockerProgress) => told.push(progress) })
        const values = { image: '127.0.0.1:1/kafka:4.3.1', output: expect.stringMatching(/connection refused/) }
        expect(failure).toMatchObject({ code: 'docker-pull-failed', values })
        expect(told).toEqual([{ stage: 'pull', image: '127.0.0.1:1/kafka:4.3.1', done: 0, total: 0 }])
      })

      test('a container that ends by itself', async () => {
        await engine.loadImpostor('impostor:ends', ['bash', '-c', 'echo "no space left on device"; exit 3'])
        use({ KAFKA_IMAGE: 'impostor:ends' })
        const values = saying(/no space left on device\nkafka exited with code 3/)
        expect(await failureOf()).toMatchObject({ code: 'docker-stopped', values })
        expect(await engine.left()).toEqual([])
      })

      test('a container that never answers', async () => {
        await engine.loadImpostor('impostor:waits', ['bash', '-c', 'echo Electing…; sleep 600'])
        use({ KAFKA_IMAGE: 'impostor:waits' })
        const values = { seconds: 1.5, output: 'Electing…' }
        expect(await failureOf({ readyWithin: 1500 })).toMatchObject({ code: 'docker-not-ready', values })
        expect(await engine.left()).toEqual([])
      })
    })
  },
)
