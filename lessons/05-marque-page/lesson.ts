// The bookmark is the next letter to read: it outlives its reader, it wins over every setting, and it can be moved.
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

/** Seconds spent on a letter, so that the bookmark is seen moving. */
const SLOWLY = 1
const SLOWLY_UNSEEN = 0.1
/** The same where the broker is asked for each of its places, so that none is missed. */
const MORE_SLOWLY_UNSEEN = 0.25
/** Long enough to see that somebody left, in milliseconds. */
const GLANCE = 1500
/** Letters to read again. */
const AGAIN = 2

async function drawer(scene: Scene) {
  const [[only], mark] = await Promise.all([scene.office.inspector.offsets(TOPIC), bookmark(scene)])
  return { start: only!.start, end: only!.end, mark: mark ?? only!.start }
}

/** Where the broker says the team's bookmark is; undefined without one. */
async function bookmark(scene: Scene): Promise<number | undefined> {
  const [only] = await scene.office.inspector.bookmarks(GROUP, TOPIC)
  return only?.offset
}

/** The team's reader comes back and reads to the end; the first number it read, by the places the bookmark went through. */
async function comeBack(scene: Scene, from: 'earliest' | 'latest'): Promise<void> {
  const before = await drawer(scene)
  const seen = await scene.seenWhile(
    () => bookmark(scene),
    async () => {
      scene.start('tracker', { delay: scene.paced(SLOWLY, MORE_SLOWLY_UNSEEN), from })
      await scene.until('all is read', async () => (await scene.lag()) === 0)
    },
  )
  // It moves after each letter: its first new place is the one after the first letter read.
  const first = seen[1] === undefined ? before.end : seen[1] - 1
  Object.assign(scene.facts, { first, from: before.mark })
}

/** The reader leaves, then letters come. */
async function leaveThenPost(scene: Scene, letters: number): Promise<void> {
  await scene.stopProgram('tracker')
  await scene.glance(GLANCE)
  await scene.postInView(letters)
  await scene.until('nobody reads', async () => (await scene.office.inspector.group(GROUP)).members.length === 0)
}

/** Moves the bookmark by so many letters, within the drawer. */
async function shift(scene: Scene, by: number): Promise<void> {
  const { start, end, mark } = await drawer(scene)
  await scene.office.inspector.moveBookmark(GROUP, TOPIC, 0, Math.min(Math.max(mark + by, start), end))
}

export default defineLesson({
  id: '05-marque-page',
  minutes: 7,
  drawers: 1,
  concepts: ['bookmark', 'commit', 'reset'],
  fidelity: () => 'real',
  steps: [
    run(
      'avance',
      async (scene) => {
        scene.start('tracker', { delay: scene.paced(SLOWLY, SLOWLY_UNSEEN) })
        await scene.postInView(scene.vary(5, [3, 4, 6]))
        await scene.until('all is read', async () => (await scene.kept()) > 0 && (await scene.lag()) === 0)
      },
      { group: GROUP },
    ),

    story('marque-page'),

    run('absence', (scene) => leaveThenPost(scene, scene.vary(3, [2, 4])), { group: GROUP }),

    predict('reprise', {
      choices: ['debut', 'marque-page', 'fin'],
      truth: async (scene) => {
        const { start, end, mark } = await drawer(scene)
        Object.assign(scene.facts, { start, mark, end, waiting: end - mark })
        return (await bookmark(scene)) === undefined ? 'debut' : 'marque-page'
      },
    }),

    run('retour', (scene) => comeBack(scene, 'earliest'), { group: GROUP }),

    observe('constat', {
      prediction: 'reprise',
      picture: async () => [],
      evidence: async (scene) => {
        const { start, end, mark } = await drawer(scene)
        const { first, from } = scene.facts
        Object.assign(scene.facts, { end, mark })
        return { answer: first === from ? 'marque-page' : first === start ? 'debut' : 'fin' }
      },
    }),

    run('autre-absence', (scene) => leaveThenPost(scene, scene.vary(2, [3])), { group: GROUP }),

    predict('reglage', {
      choices: ['immobile', 'derniere', 'prochaine'],
      truth: async (scene) => {
        const { end, mark } = await drawer(scene)
        Object.assign(scene.facts, { mark, end, last: end - 1, waiting: end - mark })
        return (await bookmark(scene)) === undefined ? 'immobile' : 'prochaine'
      },
    }),

    run('autre-retour', (scene) => comeBack(scene, 'latest'), { group: GROUP }),

    observe('constat-reglage', {
      prediction: 'reglage',
      picture: async () => [],
      evidence: async (scene) => {
        const { end, mark } = await drawer(scene)
        const { from } = scene.facts
        Object.assign(scene.facts, { end, mark })
        return { answer: mark === end ? 'prochaine' : mark === from ? 'immobile' : 'derniere' }
      },
    }),

    task('relire', {
      group: GROUP,
      actions: [
        {
          id: 'destinataire',
          run: async (scene) => {
            if (!(await scene.stopProgram('tracker')))
              scene.start('tracker', { delay: scene.paced(SLOWLY, SLOWLY_UNSEEN) })
          },
        },
        { id: 'reculer', run: (scene) => shift(scene, -1) },
        { id: 'avancer', run: (scene) => shift(scene, 1) },
      ],
      check: async (scene) => {
        const [lag, { members }, { mark }] = await Promise.all([
          scene.lag(),
          scene.office.inspector.group(GROUP),
          drawer(scene),
        ])
        // What was left to read the last time the team had nobody, as the office told it.
        if (members.length === 0) scene.facts.again = lag
        const again = Number(scene.facts.again ?? 0)
        const done = again === AGAIN && lag === 0 && members.length > 0
        const facts = { lag, mark, again }
        if (members.length === 0) return { done, state: 'absent', facts }
        if (lag > 0) return { done, state: 'relit', facts }
        if (done) return { done, state: 'relues', facts }
        return again > 0 ? { done, state: 'autre', facts } : { done, facts }
      },
      solution: async ({ press }) => {
        await press('reculer') // refused: somebody reads
        await press('destinataire')
        for (let back = 0; back < AGAIN; back++) await press('reculer')
        await press('destinataire')
      },
    }),

    recap('retenir', { source: { file: 'src/tracker.ts', find: 'autoCommitThreshold', lines: 1 }, alone: true }),
  ],
})
