// An order every two seconds, and the receipt of each: what it says, and what it does not say.
import { defineLesson, observe, predict, recap, run, type Scene, story, TOPIC, task } from '../../src/course/index.js'
import { decodeOrder } from '../../src/orders/order.js'

/** Letters posted at the report's rhythm; and where nobody watches. */
const POSTED = 4
const POSTED_UNSEEN = 2
/** Letters of the task: the number of the last one is to be called. */
const AHEAD = 3

/** How many letters lara posts this time; the prose names it too. */
function posted(scene: Scene): number {
  scene.facts.posted ??= scene.vary(scene.paced(POSTED, POSTED_UNSEEN), [2, 3])
  return Number(scene.facts.posted)
}

export default defineLesson({
  id: '03-expediteur',
  minutes: 4,
  drawers: 1,
  concepts: ['ack', 'offset'],
  fidelity: () => 'real',
  steps: [
    story('recepisse'),

    predict('quand', {
      choices: ['rangee', 'lue', 'jamais'],
      truth: async (scene) => {
        // A receipt that waited for a reading could not come while the office knows of no team at all.
        const teams = await scene.office.inspector.groups()
        scene.facts.teams = teams.length
        posted(scene)
        return teams.length === 0 ? 'rangee' : 'lue'
      },
    }),

    run('toutes-les-deux-secondes', async (scene) => {
      const lara = scene.start('producer', { count: posted(scene) })
      await lara.exited
      scene.receipts.push(...lara.events.filter((event) => event.event === 'delivered'))
    }),

    observe('constat', {
      prediction: 'quand',
      picture: async () => [],
      evidence: async (scene) => {
        // Every receipt is held against the letter the office has under that number.
        const [drawer] = await scene.office.inspector.offsets(TOPIC)
        const letters = await scene.office.inspector.letters(TOPIC, 0, drawer!.start, drawer!.end)
        const teams = await scene.office.inspector.groups()
        const { receipts } = scene
        const proved = receipts.filter(({ offset, order }) => {
          const letter = letters.find((kept) => kept.offset === offset)
          return decodeOrder(letter?.value ?? null)?.order_id === order?.order_id
        })
        const facts = { receipts: receipts.length, proved: proved.length, last: drawer!.end - 1, teams: teams.length }
        Object.assign(scene.facts, facts)
        if (receipts.length === 0) return { answer: 'jamais' }
        return { answer: proved.length === receipts.length && teams.length === 0 ? 'rangee' : 'lue' }
      },
    }),

    run('lecture', async (scene) => {
      scene.start('tracker')
      await scene.until('all is read', async () => (await scene.lag()) === 0)
      await scene.glance(500)
    }),

    task('annoncer', {
      typed: async (scene, text) => {
        const called = Number(text.trim())
        scene.facts.notNumber = Number.isInteger(called) && text.trim() !== '' ? 0 : 1
        if (scene.facts.notNumber) return
        scene.facts.called = called
        const [drawer] = await scene.office.inspector.offsets(TOPIC)
        await scene.post(AHEAD)
        scene.facts.before = drawer!.end
      },
      check: async (scene) => {
        const [drawer] = await scene.office.inspector.offsets(TOPIC)
        const given = drawer!.end - 1
        if (scene.facts.notNumber) return { done: false, state: 'nan', facts: { given } }
        if (scene.facts.before === undefined) return { done: false, facts: { given } }
        const done = scene.facts.called === given
        return done ? { done, facts: { given } } : { done, state: 'missed', facts: { given } }
      },
      solution: async ({ type }, scene) => {
        const [drawer] = await scene.office.inspector.offsets(TOPIC)
        await type(String(drawer!.end + AHEAD - 1))
      },
    }),

    recap('retenir', { source: { file: 'src/producer.ts', find: 'await producer.send', lines: 6 } }),
  ],
})
