// The same two programs, unchanged, on Apache Kafka in Docker; asking whether it is ready; and what differs there.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  defineLesson,
  GROUP,
  observe,
  predict,
  recap,
  run,
  type Scene,
  story,
  TOPIC,
  task,
} from '../../src/course/index.js'
import type { Section } from '../../src/course/prose.js'
import { seconds, t } from '../../src/i18n/index.js'
import { dockerCluster } from '../../src/office/docker/cluster.js'
import { discardContainer, startedAt } from '../../src/office/docker/engine.js'
import { createOffice } from '../../src/office/index.js'
import { decodeOrder } from '../../src/orders/order.js'
import { packageRoot } from '../../src/package-root.js'
import { countApis } from '../../src/programs/kafka-probe.js'
import { programFile } from '../../src/programs/program-file.js'

const PROGRAMS = ['producer', 'tracker'] as const
const LETTERS = 3
/** How long an office is given to say which requests it answers, in milliseconds. */
const ASKED_WITHIN = 3000
/** A second team, which reads everything once an office of the network is stopped. */
const LATE_TEAM = 'controle'

interface Bench {
  /** The embedded office, and the programs it serves. */
  embedded: Scene
  /** The programs' text as they ran there, by name. */
  texts: Map<string, string>
}
const benches = new WeakMap<Scene, Bench>()

/** The text of a program as it runs: what its TypeScript has become. */
function textOf(program: string): string {
  return readFileSync(programFile(program), 'utf8')
}

/** A digest in short: one character changed in the file, and all of it changes. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** How many lines of the first text are no longer there, or are new in the second. */
function changedLines(before: string, after: string): number {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const missing = (lines: string[], others: string[]) => lines.filter((line) => !new Set(others).has(line)).length
  return Math.max(missing(old, now), missing(now, old))
}

function amount(lines: number): string {
  return lines === 0 ? 'aucune' : lines === 1 ? 'une' : 'toutes'
}

function say(scene: Scene, who: string, text: string, tone: 'normal' | 'quiet' = 'normal'): void {
  scene.line({ who, wide: text, narrow: text, spoken: t('events.named', { who, spoken: text }), tone })
}

/** lara posts, a tracker reads it all, and takes its leave. */
async function circuit(scene: Scene): Promise<void> {
  const tracker = scene.start('tracker')
  const lara = scene.start('producer', { count: LETTERS, interval: 0 })
  await lara.exited
  for (const event of lara.events) if (event.event === 'delivered') scene.receipts.push(event)
  await scene.until('all is read', async () => (await scene.kept()) > 0 && (await scene.lag()) === 0, 30_000)
  await tracker.stop()
}

/** How many kinds of request the office answers, as it says itself. */
async function apisOf(scene: Scene): Promise<number> {
  const [host = '', port = ''] = scene.office.brokers[0]!.split(/:(?=\d+$)/)
  return (await countApis(host, Number(port), ASKED_WITHIN)) ?? 0
}

/** How many offices keep each drawer's letters, as the office says. */
async function copiesOf(scene: Scene): Promise<number> {
  return (await scene.office.inspector.copies(TOPIC))[0]?.replicas.length ?? 0
}

/** Starts the container, and asks Kafka until it answers; a line every second says that it does not yet. */
async function openAsking(scene: Scene, section: Section): Promise<void> {
  // Left running by an earlier lesson, it would be ready before it is asked.
  if (await startedAt()) await scene.office.close()
  const since = Date.now()
  say(scene, 'docker', 'compose up')
  let opening = true
  const opened = scene.openOffice().finally(() => {
    opening = false
  })
  const telling = (async () => {
    for (;;) {
      await Promise.race([opened.catch(() => {}), sleep(1000)])
      if (!opening) return
      say(scene, 'kafka', section.text('attend', { time: seconds(Date.now() - since) }), 'quiet')
    }
  })()
  await Promise.all([opened, telling])
  scene.facts.ready = seconds(Date.now() - since)
  say(scene, 'kafka', section.text('pret', scene.facts))
}

/** lara's receipted letters that are found under their numbers. */
async function found(scene: Scene): Promise<number> {
  const [drawer] = await scene.office.inspector.offsets(TOPIC)
  const letters = await scene.office.inspector.letters(TOPIC, 0, drawer!.start, drawer!.end)
  const ids = new Map(letters.map(({ offset, value }) => [String(offset), decodeOrder(value)?.order_id]))
  return scene.receipts.filter(({ offset, order }) => ids.get(String(offset)) === order?.order_id).length
}

export default defineLesson({
  id: '13-docker',
  minutes: 6,
  drawers: 1,
  office: 'docker',
  concepts: ['container', 'readiness', 'volume', 'api-versions', 'isr'],
  fidelity: () => 'real',
  steps: [
    story('scripts'),

    run(
      'embarque',
      async (scene) => {
        const since = Date.now()
        const embedded = scene.beside(await createOffice('embedded'))
        benches.set(scene, { embedded, texts: new Map(PROGRAMS.map((program) => [program, textOf(program)])) })
        await embedded.setUp(1)
        scene.facts.readyHere = seconds(Date.now() - since)
        await circuit(embedded)
        const texts = PROGRAMS.map((program) => textOf(program))
        Object.assign(scene.facts, {
          ...{ address: embedded.office.brokers[0]!, apisHere: await apisOf(embedded) },
          copiesHere: await copiesOf(embedded),
          ...{ producerHere: digest(texts[0]!), trackerHere: digest(texts[1]!) },
        })
      },
      {
        picture: async (scene) => {
          const bench = benches.get(scene)
          return bench ? [await bench.embedded.counter(GROUP)] : []
        },
      },
    ),

    predict('lignes', {
      choices: ['aucune', 'une', 'toutes'],
      // What ties the sender to an office is its address: the lines of its source where that address stands.
      truth: async ({ facts }) => {
        const source = readFileSync(join(packageRoot, 'src', 'producer.ts'), 'utf8')
        return amount(source.split('\n').filter((line) => line.includes(String(facts.address))).length)
      },
    }),

    run(
      'docker',
      async (scene, _live, section) => {
        // Two offices at once would want the same port.
        await benches.get(scene)?.embedded.closeOffice()
        await openAsking(scene, section)
        await scene.office.inspector.createTopic(TOPIC, 1)
        await circuit(scene)
        scene.facts.since = (await startedAt()) ?? ''
      },
      { group: GROUP, slots: ['attend', 'pret'] },
    ),

    observe('constat', {
      prediction: 'lignes',
      group: GROUP,
      evidence: async (scene) => {
        const now = PROGRAMS.map((program) => textOf(program))
        const before = PROGRAMS.map((program) => benches.get(scene)?.texts.get(program) ?? '')
        const changed = now.reduce((sum, text, index) => sum + changedLines(before[index]!, text), 0)
        const kept = await scene.kept()
        const [producerThere, trackerThere] = now.map(digest)
        Object.assign(scene.facts, { changed, kept, producerThere, trackerThere })
        return { answer: kept === 0 ? 'toutes' : amount(changed) }
      },
    }),

    observe('differences', {
      picture: async () => [],
      evidence: async (scene) => {
        Object.assign(scene.facts, { apisThere: await apisOf(scene), copiesThere: await copiesOf(scene) })
        return {}
      },
    }),

    task('redemarrage', {
      group: GROUP,
      actions: [
        {
          id: 'jeter',
          run: async (scene) => {
            if (!scene.officeOpen) return
            await scene.closeOffice()
            await discardContainer()
          },
        },
        {
          id: 'refaire',
          run: async (scene) => {
            if (!scene.officeOpen) await scene.openOffice()
          },
        },
      ],
      check: async (scene) => {
        const facts = { given: scene.receipts.length, found: 0 }
        const now = await startedAt()
        if (now === undefined) return { done: false, state: 'jete', facts }
        if (now === scene.facts.since) return { done: false, facts }
        facts.found = await found(scene)
        return { done: facts.given > 0 && facts.found === facts.given, state: 'refait', facts }
      },
      solution: async ({ press }) => {
        await press('jeter')
        await press('refaire')
      },
    }),

    run('grappe', (scene, _live, section) => network(scene, section), {
      optional: true,
      slots: ['repond', 'arret'],
      picture: async (scene) => {
        const cluster = clusters.get(scene)
        return cluster?.officeOpen ? [await cluster.counter(LATE_TEAM)] : []
      },
    }),

    recap('retenir', { source: { file: 'src/producer.ts', find: "broker: { type: 'string'", lines: 1 } }),
  ],
})

const clusters = new WeakMap<Scene, Scene>()

/** Three offices; the one that holds the drawer is stopped, and the two others go on. Fills the facts with before and after. */
async function network(scene: Scene, section: Section): Promise<void> {
  const office = await dockerCluster((number) => say(scene, `kafka${number}`, section.text('repond', {})))
  const cluster = scene.beside(office)
  clusters.set(scene, cluster)
  say(scene, 'docker', 'compose -f docker-compose.grappe.yaml up')
  await cluster.setUp(1)
  const copies = async () => (await office.inspector.copies(TOPIC))[0]!
  await cluster.until('three copies', async () => (await copies()).inSync.length === 3, 30_000)
  await cluster.post(LETTERS)
  const before = await copies()
  say(scene, 'docker', section.text('arret', { number: before.leader }))
  await office.stopOne(before.leader)
  await cluster.until(
    'another leader',
    async () => {
      const { leader, inSync } = await copies()
      return leader !== before.leader && leader >= 0 && inSync.length === 2
    },
    60_000,
  )
  await cluster.post(1)
  cluster.start('tracker', { group: LATE_TEAM })
  await cluster.until('all is read', async () => (await cluster.lag(LATE_TEAM)) === 0, 30_000)
  const after = await copies()
  Object.assign(scene.facts, {
    ...{ leaderBefore: before.leader, leaderAfter: after.leader },
    ...{ isrBefore: before.inSync.join(', '), isrAfter: after.inSync.join(', ') },
    ...{ postedBefore: LETTERS, readAfter: await cluster.kept() },
  })
}
