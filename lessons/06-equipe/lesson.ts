// A team shares the drawers: who reads what as readers arrive, leave or die, and why a second team changes nothing.
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
import { seconds } from '../../src/i18n/index.js'
import { drawersGiven } from '../../src/office/kafkajs.js'
import type { GroupState } from '../../src/office/post-office.js'

/** A second team, which reads the same letters. */
const OTHER_TEAM = wordOf('06-equipe', 'comptabilite')
/** Long enough to see who holds what before the next one comes. */
const GLANCE = 2000
/** Seconds spent on a letter, so that its receipt is seen before it is read. */
const SLOWLY = 0.3

const reader = (number: number) => `tracker-${number}`
const team = async (scene: Scene) => [await scene.team()]

/** Waits until the broker says that so many members share the drawers. */
async function shared(scene: Scene, members: number): Promise<void> {
  await scene.until(`a team of ${members}`, async () => {
    const { state, members: present } = await scene.office.inspector.group(GROUP)
    return state === 'Stable' && present.length === members
  })
}

async function arrive(scene: Scene, number: number): Promise<void> {
  scene.start('tracker', { name: reader(number), delay: scene.paced(SLOWLY, 0) })
  await shared(scene, number)
}

const drawersOf = ({ members }: GroupState, name: string) =>
  members.find(({ clientId }) => clientId === name)?.partitions ?? []

/** A reader leaves when it is there, else it comes back. */
async function leaveOrReturn(scene: Scene, number: number): Promise<void> {
  const present = scene.running(reader(number))
  if (!present) {
    scene.start('tracker', { name: reader(number), delay: scene.paced(SLOWLY, 0) })
    return
  }
  scene.facts.leftAt = Date.now()
  await present.stop()
}

export default defineLesson({
  id: '06-equipe',
  minutes: 6,
  drawers: 3,
  concepts: ['group', 'assignment', 'rebalance', 'heartbeat'],
  fidelity: () => 'real',
  steps: [
    run(
      'seul',
      async (scene) => {
        await arrive(scene, 1)
        await scene.postInView(6)
        await scene.until('all is read', async () => (await scene.kept()) > 0 && (await scene.lag()) === 0)
      },
      { group: GROUP },
    ),

    run(
      'arrivees',
      async (scene) => {
        const present = scene.vary(3, [2, 3])
        for (let number = 2; number <= present; number++) {
          await scene.glance(GLANCE)
          await arrive(scene, number)
        }
        await scene.glance(GLANCE)
        await scene.postInView(3)
        await scene.until('all is read', async () => (await scene.lag()) === 0)
      },
      { picture: team },
    ),

    predict('un-de-plus', {
      choices: ['aucun', 'partage', 'un'],
      truth: async (scene) => {
        // kafkajs shares out by itself: its own algorithm, given the members there are and the one to come.
        const [{ members }, offsets] = await Promise.all([
          scene.office.inspector.group(GROUP),
          scene.office.inspector.offsets(TOPIC),
        ])
        const newcomer = reader(members.length + 1)
        Object.assign(scene.facts, { newcomer, present: members.length, drawers: offsets.length })
        const given = await drawersGiven(TOPIC, offsets.length, [...members.map(({ memberId }) => memberId), newcomer])
        return (given.get(newcomer) ?? []).length === 0 ? 'aucun' : 'un'
      },
    }),

    run(
      'arrivee',
      async (scene) => {
        const { members } = await scene.office.inspector.group(GROUP)
        await scene.glance(GLANCE)
        await arrive(scene, members.length + 1)
      },
      { picture: team },
    ),

    observe('constat', {
      prediction: 'un-de-plus',
      picture: async () => [],
      evidence: async (scene) => {
        const state = await scene.office.inspector.group(GROUP)
        const newcomer = reader(state.members.length)
        const held = drawersOf(state, newcomer)
        Object.assign(scene.facts, { newcomer, held: held.length, members: state.members.length })
        const shared = state.members.some(
          ({ clientId, partitions }) => clientId !== newcomer && partitions.some((one) => held.includes(one)),
        )
        return { answer: held.length === 0 ? 'aucun' : shared ? 'partage' : 'un' }
      },
    }),

    task('place', {
      picture: team,
      actions: [1, 2, 3].map((number) => ({
        id: reader(number),
        run: (scene) => leaveOrReturn(scene, number),
      })),
      check: async (scene) => {
        const state = await scene.office.inspector.group(GROUP)
        const held = drawersOf(state, reader(4))
        const leftAt = Number(scene.facts.leftAt)
        if (held.length === 0) return { done: false, state: 'attend', facts: { members: state.members.length } }
        const took = seconds(Date.now() - leftAt)
        return { done: state.state === 'Stable', facts: { held: held.join(', '), took, members: state.members.length } }
      },
      solution: ({ press }) => press(reader(1)),
    }),

    run(
      'panne',
      async (scene) => {
        const before = await scene.office.inspector.group(GROUP)
        const victim = before.members.find(({ partitions }) => partitions.length > 0)!
        await scene.kill(victim.clientId)
        const diedAt = Date.now()
        await scene.glance(GLANCE)
        scene.start('producer', { count: 6, interval: 0 }, { quiet: true })
        await scene.until('letters wait', async () => (await scene.lag()) > 0)
        await scene.until('its drawers are read by others', async () => {
          const { members } = await scene.office.inspector.group(GROUP)
          return !members.some(({ memberId }) => memberId === victim.memberId) && (await scene.lag()) === 0
        })
        Object.assign(scene.facts, { victim: victim.clientId, waited: seconds(Date.now() - diedAt) })
      },
      { picture: async (scene) => [await scene.team(), await scene.bars()] },
    ),

    run(
      'autre-equipe',
      async (scene) => {
        scene.start('tracker', {
          name: wordOf('06-equipe', 'comptable'),
          group: OTHER_TEAM,
          delay: scene.paced(SLOWLY, 0),
        })
        await scene.until('the other team has read all', async () => (await scene.lag(OTHER_TEAM)) === 0)
        const [kept, first, second] = await Promise.all([scene.kept(), scene.lag(), scene.lag(OTHER_TEAM)])
        Object.assign(scene.facts, { kept, first: kept - first, second: kept - second })
      },
      { group: OTHER_TEAM },
    ),

    recap('retenir', { source: { file: 'src/tracker.ts', find: 'sessionTimeout', lines: 2 } }),
  ],
})
