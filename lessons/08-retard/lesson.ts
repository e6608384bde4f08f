// Lag grows when letters come faster than they are read; more readers help up to one a drawer; too slow a one is struck off.
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
import { number, seconds } from '../../src/i18n/index.js'
import type { Block } from '../../src/screen/screen.js'

interface Pace {
  /** Letters posted a second. */
  rate: number
  /** Seconds spent on each. */
  delay: number
  /** Seconds it lasts. */
  span: number
}

/** The quick reader and the slow one, by their names in the texts. */
const QUICK = wordOf('08-retard', 'vif')
const SLOW = wordOf('08-retard', 'lent')
const PACE: Pace = { rate: 4, delay: 0.5, span: 3 }
/** Where nobody watches. */
const BRISK: Pace = { rate: 5, delay: 0.4, span: 2 }
const OTHER_PACES: Pace[] = [
  { rate: 2, delay: 1, span: 6 },
  { rate: 5, delay: 0.4, span: 4 },
]
/** Readers in the task at most: one more than there are drawers. */
const CROWD = 4
/** Letters lara adds at a time, in the task. */
const MORE = 9
/** Long enough to see who holds what, in milliseconds. */
const GLANCE = 1500
/** Seconds on one letter; and how long the office waits for a sign of life (`sessionTimeout` of tracker.ts). */
const TOO_LONG = 7
const SESSION = 6

const bars = async (scene: Scene) => [await scene.bars()]
const everything = async (scene: Scene) => [await scene.team(), await scene.bars()]

/** The team, and who was struck off it: the office has forgotten it, not the learner who follows it. */
async function withStruck(scene: Scene): Promise<Block[]> {
  const [team, lag] = await Promise.all([scene.team(), scene.bars()])
  const { struck, held } = scene.facts
  if (struck === undefined || !alone(scene)) return [team, lag]
  const members = team.members.filter(({ name }) => name !== SLOW)
  const drawers = String(held).split(' ').map(Number)
  return [{ ...team, members: [...members, { name: SLOW, drawers, struck: String(struck) }] }, lag]
}

/** The pace of the story, as the prediction set it. */
function paceOf({ facts }: Scene): Pace {
  return {
    rate: Number(facts.rate ?? PACE.rate),
    delay: Number(facts.delay ?? PACE.delay),
    span: Number(facts.span ?? PACE.span),
  }
}

async function shared(scene: Scene, members: number): Promise<void> {
  await scene.until(`a team of ${members}`, async () => {
    const { state, members: present } = await scene.office.inspector.group(GROUP)
    return state === 'Stable' && present.length === members
  })
}

/** Whether this is one broker, ours. Elsewhere there may be several, and kafkajs asks each of them in turn. */
const alone = (scene: Scene) => scene.office.can.crash

const readings = (scene: Scene, name: string) => scene.heard(name).filter((event) => event.event === 'read')

const reader = (which: number) => `tracker-${which}`

/** How many of tracker-1, tracker-2… are there. */
function helpers(scene: Scene): number {
  let count = 0
  while (scene.running(reader(count + 1))) count++
  return count
}

export default defineLesson({
  id: '08-retard',
  minutes: 5,
  drawers: 3,
  concepts: ['throughput', 'scaling', 'session'],
  fidelity: (can) => (can.crash ? 'real' : 'simplified'),
  steps: [
    predict('rythmes', {
      choices: ['rien', 'ecart', 'tout'],
      truth: async (scene) => {
        const { rate, delay, span } = scene.watched ? scene.vary(PACE, OTHER_PACES) : BRISK
        // What waits already, by the broker, and what the two paces add to it.
        const now = await scene.lag()
        const gap = now + Math.round((rate - 1 / delay) * span)
        Object.assign(scene.facts, { rate, delay, span, now, gap, all: now + rate * span })
        Object.assign(scene.facts, {
          each: seconds(delay * 1000),
          speed: number(1 / delay),
          apart: number(rate - 1 / delay),
        })
        return gap > now ? 'ecart' : 'rien'
      },
    }),

    run(
      'debordement',
      async (scene) => {
        const { rate, delay, span } = paceOf(scene)
        const tracker = scene.start('tracker', { name: reader(1), delay })
        await shared(scene, 1)
        const lara = scene.start('producer', { interval: 1 / rate })
        await scene.until('letters come', async () => (await scene.kept()) > 0)
        await sleep(span * 1000)
        await Promise.all([lara.stop(), tracker.stop()])
      },
      { picture: bars },
    ),

    observe('constat', {
      prediction: 'rythmes',
      picture: async () => [],
      evidence: async (scene) => {
        const lag = await scene.lag()
        const { now, gap, all } = scene.facts
        Object.assign(scene.facts, { lag, peak: lag })
        const distance = (choice: unknown) => Math.abs(lag - Number(choice))
        const [nearest] = [
          { answer: 'rien', off: distance(now) },
          { answer: 'ecart', off: distance(gap) },
          { answer: 'tout', off: distance(all) },
        ].sort((a, b) => a.off - b.off)
        return { answer: nearest!.answer }
      },
    }),

    task('renfort', {
      picture: everything,
      actions: [
        {
          id: 'appeler',
          run: async (scene) => {
            // One too many is enough to see it wait: the status says how to send it away.
            if (helpers(scene) < CROWD)
              scene.start('tracker', { name: reader(helpers(scene) + 1), delay: paceOf(scene).delay })
          },
        },
        { id: 'renvoyer', run: async (scene) => void (await scene.running(reader(helpers(scene)))?.stop()) },
        { id: 'deposer', run: (scene) => scene.post(MORE) },
      ],
      check: async (scene) => {
        const [lag, { state, members }, offsets] = await Promise.all([
          scene.lag(),
          scene.office.inspector.group(GROUP),
          scene.office.inspector.offsets(TOPIC),
        ])
        // While the drawers are being shared out, nobody holds any.
        const idle = state === 'Stable' ? members.filter(({ partitions }) => partitions.length === 0).length : 0
        // How many the broker counted, the last time letters were waiting.
        if (lag > 0 && state === 'Stable') scene.facts.busy = members.length
        const facts = { lag, members: members.length, idle, busy: scene.facts.busy ?? 0, drawers: offsets.length }
        const enough = facts.busy === offsets.length && members.length === offsets.length
        const done = lag === 0 && state === 'Stable' && enough
        if (done) return { done, state: 'fait', facts }
        // Why it is not done: nobody is told to try again without knowing what is amiss.
        if (idle > 0) return { done, state: 'trop', facts }
        if (lag > 0 || state !== 'Stable' || members.length === 0) return { done, facts }
        return members.length < offsets.length ? { done, state: 'peu', facts } : { done, state: 'tard', facts }
      },
      solution: async ({ press }, scene) => {
        for (let called = 0; called < 3; called++) await press('appeler')
        await shared(scene, 3)
        // As the hint says: where all is read before the third one is there, more letters must come.
        if ((await scene.lag()) < 2) await press('deposer')
      },
    }),

    predict('occupe', {
      choices: ['attend', 'sauf', 'donne'],
      // kafkajs gives signs of life between two letters only: one letter longer than a session is a silence.
      truth: async () => (TOO_LONG > SESSION ? 'donne' : 'attend'),
    }),

    run(
      'silence',
      async (scene) => {
        await scene.endPrograms()
        scene.start('tracker', { name: QUICK })
        // Whoever passed over the task left letters behind: they would keep the slow one busy before its time.
        await scene.until('nothing is left to read', async () => (await scene.lag()) === 0)
        await scene.glance(GLANCE)
        const slow = scene.start('tracker', { name: SLOW, delay: TOO_LONG })
        await shared(scene, 2)
        await scene.glance(GLANCE)
        const { members } = await scene.office.inspector.group(GROUP)
        const itself = members.find(({ clientId }) => clientId === SLOW)
        const since = Date.now()
        scene.facts.held = itself?.partitions.join(' ') ?? ''
        scene.start('producer', { count: 3, interval: 0 }, { quiet: true })
        await scene.until('letters wait', async () => (await scene.lag()) > 0)
        // Where there may be several brokers, kafkajs may go on giving signs of life: it reads its letter, and stays.
        await scene.until('the slow one is struck off', async () => {
          const left = await scene.office.inspector.group(GROUP)
          const struck = !left.members.some(({ memberId }) => memberId === itself?.memberId)
          return struck || (!alone(scene) && readings(scene, SLOW).length > 0)
        })
        scene.facts.silent = seconds(Date.now() - since)
        scene.facts.struck = scene.facts.silent
        if (alone(scene)) await scene.until('the other reads all', async () => (await scene.lag()) === 0)
        // Asked before it comes back and has its share again.
        const { members: now } = await scene.office.inspector.group(GROUP)
        // It still has its letter in hand: when it says so, the bookmark is already past it.
        await slow.waitFor(({ event }) => event === 'read', 15_000)
        const [late] = readings(scene, SLOW)
        const holds = (drawer: unknown) => now.find(({ partitions }) => partitions.includes(Number(drawer)))?.clientId
        scene.facts.heir = holds(late?.partition) ?? ''
        scene.facts.others = String(scene.facts.held)
          .split(' ')
          .every((drawer) => holds(drawer) === QUICK)
          ? 1
          : 0
        if (alone(scene)) await slow.kill()
        else {
          await slow.stop()
          await scene.until('the other reads all', async () => (await scene.lag()) === 0)
        }
        const again = readings(scene, QUICK).filter(
          ({ partition, offset }) => partition === late?.partition && offset === late.offset,
        )
        Object.assign(scene.facts, { twice: late?.offset ?? '', where: late?.partition ?? '', times: 1 + again.length })
      },
      { picture: withStruck },
    ),

    observe('raye', {
      prediction: 'occupe',
      picture: async () => [],
      evidence: async (scene) => {
        // Where there may be several brokers the slow one may stay: what happened is told, not judged.
        if (!alone(scene)) return {}
        const { heir, others, twice, where } = scene.facts
        const kept = await scene.office.inspector.letters(TOPIC, Number(where), Number(twice), Number(twice) + 1)
        if (kept.length === 0 || heir === '') return { answer: '' }
        return { answer: heir !== QUICK ? 'attend' : others ? 'donne' : 'sauf' }
      },
    }),

    recap('retenir', { source: { file: 'src/tracker.ts', find: 'sessionTimeout: 6000', lines: 2 } }),
  ],
})
