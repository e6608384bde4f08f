// A late reader reads everything; reading takes nothing away; and the trap of `latest` on a new team.
import { defineLesson, GROUP, observe, predict, recap, run, type Scene, TOPIC, task } from '../../src/course/index.js'
import { invocation } from '../../src/invocation.js'

/** A second team, which starts at the end. */
const LATE_TEAM = 'promotions'

/** Offset of the team's bookmark in the only drawer; undefined without one. */
async function bookmark(scene: Scene, group: string): Promise<number | undefined> {
  const [first] = await scene.office.inspector.bookmarks(group, TOPIC)
  return first?.offset
}

export default defineLesson({
  id: '04-destinataire',
  minutes: 6,
  drawers: 1,
  concepts: ['fetch', 'earliest', 'latest', 'lag'],
  fidelity: () => 'real',
  steps: [
    run('depots', async (scene) => {
      await scene.post(scene.vary(5, [3, 4, 6, 7]))
    }),

    predict('combien', {
      choices: ['rien', 'derniere', 'toutes'],
      truth: async (scene) => {
        // Without a bookmark, `earliest` starts at the first letter kept: end − start letters to read.
        const { inspector } = scene.office
        const [[drawer], from, config] = await Promise.all([
          inspector.offsets(TOPIC),
          bookmark(scene, GROUP),
          inspector.config(TOPIC),
        ])
        scene.facts.waiting = drawer!.end - (from ?? drawer!.start)
        // How long a counter keeps its letters is a time of its own setting (-1: for ever), which no reading shortens.
        return config['retention.ms'] === '0' ? 'rien' : 'toutes'
      },
    }),

    run(
      'lecture',
      async (scene) => {
        scene.start('tracker')
        await scene.until('all is read', async () => (await scene.lag()) === 0)
        await scene.glance(500)
      },
      { group: GROUP },
    ),

    observe('constat', {
      prediction: 'combien',
      picture: async () => [],
      evidence: async (scene) => {
        // The bookmark is the next letter to read: it tells how many the team went through.
        const next = (await bookmark(scene, GROUP)) ?? 0
        const kept = await scene.kept()
        Object.assign(scene.facts, { read: next, kept })
        return { answer: kept === 0 ? 'rien' : kept === next ? 'toutes' : 'derniere' }
      },
    }),

    predict('fin', {
      choices: ['premiere', 'derniere', 'prochaine'],
      truth: async (scene) => {
        // ListOffsets says where the end is. Without a bookmark, `latest` starts there: only what comes next is read.
        const [[drawer], from] = await Promise.all([scene.office.inspector.offsets(TOPIC), bookmark(scene, LATE_TEAM)])
        const { start, end } = drawer!
        Object.assign(scene.facts, { start, last: end - 1, end })
        const first = from ?? end
        return first === end ? 'prochaine' : first === start ? 'premiere' : 'derniere'
      },
    }),

    run(
      'piege',
      async (scene) => {
        const seen = await scene.seenWhile(
          () => bookmark(scene, LATE_TEAM),
          async () => {
            const late = scene.start('tracker', { group: LATE_TEAM, name: 'promo', from: 'latest' })
            await late.waitFor((event) => event.event === 'joined', 15_000)
            // Its first question to the office settles where « the end » is; only then may a letter come after it.
            await scene.glance(1500, 600)
            const caughtUp = async () => (await bookmark(scene, LATE_TEAM)) === (await scene.kept())
            await scene.post(1)
            // On a very slow machine that first question may come after the letter: then the next one is its first.
            await scene.until('a letter is read', caughtUp, 4000).catch(async () => {
              await scene.post(1)
              await scene.until('the new letter is read', caughtUp)
            })
            await late.stop()
          },
        )
        // Its bookmark moves after each letter: the first place it had is the one after the first letter it read.
        scene.facts.promoFirst = (seen[0] ?? 0) - 1
      },
      { group: LATE_TEAM },
    ),

    observe('constat-piege', {
      prediction: 'fin',
      picture: async () => [],
      evidence: async (scene) => {
        const [drawer] = await scene.office.inspector.offsets(TOPIC)
        const { start, end } = drawer!
        const first = Number(scene.facts.promoFirst)
        Object.assign(scene.facts, { kept: end - start, missed: first - start })
        return { answer: first === start ? 'premiere' : first === end - 1 ? 'prochaine' : 'derniere' }
      },
    }),

    task('retard', {
      group: GROUP,
      actions: [
        { id: 'deposer', run: async (scene) => scene.post(1) },
        { id: 'destinataire', run: async (scene) => toggleTracker(scene) },
      ],
      check: async (scene) => {
        const [lag, { members }, [drawer]] = await Promise.all([
          scene.lag(),
          scene.office.inspector.group(GROUP),
          scene.office.inspector.offsets(TOPIC),
        ])
        // The most letters that waited while the team had nobody, as the office told it.
        const absent = members.length === 0 ? lag : 0
        scene.facts.waited = Math.max(Number(scene.facts.waited ?? 0), absent)
        const launch = invocation('start')
        const facts = { lag, members: members.length, waited: scene.facts.waited, end: drawer!.end, launch }
        return { done: scene.facts.waited >= 3 && lag === 0, facts }
      },
      solution: async ({ press }, scene) => {
        await press('destinataire')
        await Promise.all([1, 2, 3].map(() => press('deposer')))
        await scene.until('three letters wait', async () => (await scene.lag()) >= 3)
        await press('destinataire')
      },
    }),

    recap('retenir', { source: { file: 'src/tracker.ts', find: 'await consumer.subscribe', lines: 4 } }),
  ],
})

/** Stops the team's reader when there is one, else starts one. */
async function toggleTracker(scene: Scene): Promise<void> {
  if (!(await scene.stopProgram('tracker'))) scene.start('tracker')
}
