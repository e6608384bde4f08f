// One unreadable letter: what it holds up, whoever reads, and how it is set aside without losing it.
import { setTimeout as sleep } from 'node:timers/promises'
import {
  defineLesson,
  GROUP,
  observe,
  predict,
  recap,
  run,
  type Scene,
  TOPIC,
  task,
  wordOf,
} from '../../src/course/index.js'
import { number } from '../../src/i18n/index.js'
import { drawerOfKey } from '../../src/office/kafkajs.js'
import { decodeOrder } from '../../src/orders/order.js'

const DRAWERS = 3
/** Their names are their sorting codes, which fall in drawers 0, 1 and 2. */
const [LARA, ANA, MAX] = ['lara', 'ana', 'max'] as const
/** ana's drawer, where the unreadable letter goes. */
const DRAWER = drawerOfKey(TOPIC, ANA, DRAWERS)
const GIBBERISH = ['%§!?', 'xq#7!', '{oups', '???'] as const
/** Where readers copy what they cannot read, as tracker.ts names it. */
const DEAD_LETTERS = `${TOPIC}-dead-letters`
/** The reader that copies it, by its name in the texts. */
const COPIER = wordOf('11-lettre-illisible', 'copie')
/** Two more teams for the same letters: a reader who pauses the drawer, and three strict ones. */
const PAUSE = 'pause'
const TRIO = 'trio'
/** Seconds between two letters of lara, and of max. */
const INTERVAL = 0.15
/** Milliseconds during which the lags are sampled; and where nobody watches. */
const WATCHED = 2000
const WATCHED_UNSEEN = 1200

type Lags = { partition: number; lag: number }[]

async function lags(scene: Scene, group: string): Promise<Lags> {
  return (await scene.bars(group)).drawers
}

async function bookmark(scene: Scene): Promise<number | undefined> {
  const marks = await scene.office.inspector.bookmarks(GROUP, TOPIC)
  return marks.find(({ partition }) => partition === DRAWER)?.offset
}

/** Whether the unreadable letter lies at the other counter, byte for byte, and still in its drawer. */
async function copied(scene: Scene): Promise<boolean> {
  const { inspector } = scene.office
  const first = Number(scene.facts.number)
  const [dead] = await inspector.offsets(DEAD_LETTERS)
  if (dead!.end === 0) return false
  const [[original], copies] = await Promise.all([
    inspector.letters(TOPIC, DRAWER, first, first + 1),
    inspector.letters(DEAD_LETTERS, 0, 0, dead!.end),
  ])
  return original !== undefined && copies.some(({ value }) => value.equals(original.value))
}

/** Whether the team is past the unreadable letter, and nobody copied it: another reader took it. */
async function passed(scene: Scene): Promise<boolean> {
  const next = (await bookmark(scene)) ?? 0
  return next > Number(scene.facts.number) && !(await copied(scene))
}

/** Whether each of the team's three readers has a drawer of its own. */
async function shared(scene: Scene): Promise<boolean> {
  const { state, members } = await scene.office.inspector.group(TRIO)
  return state === 'Stable' && members.length === DRAWERS && members.every(({ partitions }) => partitions.length === 1)
}

/** lara and max post steadily while `each` looks. */
async function whilePosting(scene: Scene, each: () => Promise<void>): Promise<void> {
  const senders = [LARA, MAX].map((name) =>
    scene.start('producer', { name, key: name, interval: INTERVAL }, { quiet: true }),
  )
  await Promise.all(senders.map((sender) => sender.waitFor(({ event }) => event === 'delivered', 15_000)))
  for (const end = Date.now() + scene.paced(WATCHED, WATCHED_UNSEEN); Date.now() < end; await sleep(50)) await each()
  await Promise.all(senders.map((sender) => sender.stop()))
}

/** Letters that wait in the drawers where all is readable. */
function elsewhere(drawers: Lags): number {
  return drawers.filter(({ partition }) => partition !== DRAWER).reduce((sum, { lag }) => sum + lag, 0)
}

/** Letters that wait behind the unreadable one, itself included. */
function stuck(drawers: Lags): number {
  return drawers.find(({ partition }) => partition === DRAWER)?.lag ?? 0
}

/** The mean, to a tenth, as it is written. */
function mean(values: number[]): string {
  const sum = values.reduce((total, value) => total + value, 0)
  return number(Math.round((10 * sum) / Math.max(1, values.length)) / 10)
}

export default defineLesson({
  id: '11-lettre-illisible',
  minutes: 5,
  drawers: DRAWERS,
  concepts: ['poison', 'pause', 'dead-letter'],
  fidelity: () => 'real',
  steps: [
    run(
      'tournee',
      async (scene) => {
        scene.start('tracker', { unreadable: 'insist' })
        scene.start('tracker', { group: PAUSE, name: 'pause', unreadable: 'pause' }, { quiet: true })
        for (const name of ['trio-1', 'trio-2', 'trio-3'])
          scene.start('tracker', { group: TRIO, name, unreadable: 'insist' }, { quiet: true })
        await Promise.all([LARA, ANA, MAX].map((name) => scene.post(3, { name, key: name })))
        await scene.until('all teams have read', async () => {
          const behind = await Promise.all([GROUP, PAUSE, TRIO].map((group) => scene.lag(group)))
          return behind.every((lag) => lag === 0) && (await shared(scene))
        })
      },
      { group: GROUP },
    ),

    predict('suivantes', {
      choices: ['attendent', 'sautees', 'perdue'],
      truth: async (scene) => {
        // The letter its reader is about to get, through that reader's own decoder: nothing to read, so it insists.
        const unreadable = scene.vary(GIBBERISH[0], GIBBERISH.slice(1))
        const [next] = (await scene.office.inspector.offsets(TOPIC)).filter(({ partition }) => partition === DRAWER)
        Object.assign(scene.facts, { unreadable, number: next!.end, drawer: DRAWER })
        return decodeOrder(Buffer.from(unreadable)) === undefined ? 'attendent' : 'sautees'
      },
    }),

    run(
      'illisible',
      async (scene) => {
        await scene.post(1, { name: ANA, key: ANA, letter: String(scene.facts.unreadable ?? GIBBERISH[0]) })
        await scene.post(3, { name: ANA, key: ANA })
        const seen: number[] = []
        await whilePosting(scene, async () => void seen.push(elsewhere(await lags(scene, GROUP))))
        Object.assign(scene.facts, { most: Math.max(...seen), usual: mean(seen) })
      },
      { group: GROUP },
    ),

    observe('constat', {
      prediction: 'suivantes',
      group: GROUP,
      evidence: async (scene) => {
        // Asked twice, with its reader at work in between (kafkajs leaves and returns after a few tries): it must not move.
        const first = await bookmark(scene)
        await sleep(300)
        await scene.until('its reader is there', async () => {
          return (await scene.office.inspector.group(GROUP)).members.length > 0
        })
        const [second, drawers] = await Promise.all([bookmark(scene), scene.office.inspector.offsets(TOPIC)])
        const { end } = drawers.find(({ partition }) => partition === DRAWER)!
        const [letter] = await scene.office.inspector.letters(TOPIC, DRAWER, second ?? 0, (second ?? 0) + 1)
        const waiting = Math.max(0, end - (second ?? 0) - 1)
        Object.assign(scene.facts, { frozen: second ?? 0, waiting })
        if (waiting === 0) return { answer: 'sautees' }
        const stuck = first === second && letter !== undefined && decodeOrder(letter.value) === undefined
        return { answer: stuck ? 'attendent' : 'sautees' }
      },
    }),

    run(
      'consignes',
      async (scene) => {
        // Three teams at once have too much to say.
        scene.attach(undefined)
        const seen: [number, number, number][] = []
        await whilePosting(scene, async () => {
          const all = await Promise.all([GROUP, PAUSE, TRIO].map((group) => lags(scene, group)))
          const [alone, pause, trio] = all as [Lags, Lags, Lags]
          seen.push([elsewhere(alone), elsewhere(pause), elsewhere(trio)])
          Object.assign(scene.facts, {
            ...{ stuckAlone: stuck(alone), meanAlone: mean(seen.map(([lag]) => lag)) },
            ...{ stuckPause: stuck(pause), meanPause: mean(seen.map(([, lag]) => lag)) },
            ...{ stuckTrio: stuck(trio), meanTrio: mean(seen.map(([, , lag]) => lag)) },
          })
        })
        const leaving = ['pause', 'trio-1', 'trio-2', 'trio-3'].map((name) => scene.running(name)?.stop())
        await Promise.all([...leaving, scene.office.inspector.createTopic(DEAD_LETTERS, 1)])
      },
      {
        slots: ['tableau'],
        picture: async (scene, section) =>
          scene.facts.meanTrio === undefined ? [] : section.blocks('tableau', scene.facts),
      },
    ),

    task('rebuts', {
      picture: async (scene) => [await scene.counter(GROUP), await scene.counter(undefined, DEAD_LETTERS)],
      actions: [
        {
          id: 'strict',
          run: async (scene) => {
            if (scene.running('tracker')) await scene.running('tracker')?.stop()
            else scene.start('tracker', { unreadable: 'insist' })
          },
        },
        {
          id: 'copiste',
          run: async (scene) => {
            const copier = scene.running(COPIER)
            if (await passed(scene)) {
              // The task begins again: our readers leave, and the bookmark goes back.
              await Promise.all([copier?.stop(), scene.running('tracker')?.stop()])
              await scene.office.inspector.moveBookmark(GROUP, TOPIC, DRAWER, Number(scene.facts.number))
            } else if (copier) {
              await copier.stop()
              return
            }
            // All that it can read would push what matters off the screen.
            scene.start('tracker', { name: COPIER, unreadable: 'dead-letter' }, { quiet: ['read'] })
          },
        },
      ],
      check: async (scene) => {
        const lost = await passed(scene)
        const [lag, [dead]] = await Promise.all([scene.lag(), scene.office.inspector.offsets(DEAD_LETTERS)])
        const facts = { lag, copies: dead!.end }
        if (lost) return { done: false, state: 'passed', facts }
        if (await copied(scene)) {
          return lag === 0 ? { done: true, state: 'copied', facts } : { done: false, state: 'copying', facts }
        }
        if (!scene.running(COPIER)) return { done: false, facts }
        const shares = scene.heard(COPIER).flatMap((event) => (event.event === 'joined' ? [event.partitions] : []))
        if (shares.length === 0) return { done: false, state: 'coming', facts }
        return { done: false, ...(shares.at(-1)!.includes(DRAWER) ? {} : { state: 'held' }), facts }
      },
      solution: async ({ press }) => {
        await press('strict')
        await press('copiste')
      },
    }),

    recap('retenir', { source: { file: 'src/tracker.ts', find: "if (unreadable === 'dead-letter')", lines: 4 } }),
  ],
})
