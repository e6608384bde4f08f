// The whole circuit once: a sender facing a closed office, the office opening, the letter going through, a reader.
import { defineLesson, observe, predict, recap, run, type Scene, story, TOPIC, task } from '../../src/course/index.js'
import { retriesOfASend } from '../../src/office/kafkajs.js'
import { decodeOrder } from '../../src/orders/order.js'

/** How long the office stays closed under the sender's nose, in milliseconds: long enough to see it try again. */
const CLOSED = 2500
/** The same where nobody watches: it still tries again, twice a second. */
const CLOSED_UNSEEN = 600

async function lettersOf(scene: Scene) {
  const [drawer] = await scene.office.inspector.offsets(TOPIC)
  return scene.office.inspector.letters(TOPIC, 0, drawer!.start, drawer!.end)
}

export default defineLesson({
  id: '01-bureau-de-poste',
  minutes: 4,
  drawers: 1,
  concepts: ['broker', 'producer', 'consumer', 'retry'],
  fidelity: (can) => (can.close ? 'real' : 'unavailable'),
  steps: [
    story('accueil'),

    predict('ferme', {
      choices: ['gardee', 'perdue', 'porte'],
      truth: async () => (retriesOfASend() > 0 ? 'gardee' : 'perdue'),
    }),

    run('circuit', async (scene) => {
      await scene.closeOffice()
      const lara = scene.start('producer', { count: 1 })
      await lara.waitFor((event) => event.event === 'waiting', 15_000)
      await scene.glance(CLOSED, CLOSED_UNSEEN)
      await scene.openOffice()
      await lara.exited
      scene.start('tracker')
      await scene.until('the letter is read', async () => (await scene.kept()) > 0 && (await scene.lag()) === 0)
    }),

    observe('constat', {
      prediction: 'ferme',
      picture: async () => [],
      evidence: async (scene) => {
        const letters = await lettersOf(scene)
        const order = decodeOrder(letters.at(-1)?.value ?? null)
        scene.facts.kept = letters.length
        if (order)
          Object.assign(scene.facts, { id: order.order_id.slice(0, 4), item: order.item, quantity: order.quantity })
        return { answer: letters.length === 1 && order ? 'gardee' : 'perdue' }
      },
    }),

    task('retrouver', {
      actions: [
        {
          id: 'fermer',
          run: async (scene) => {
            if (scene.officeOpen) {
              scene.facts.closedAt = Date.now()
              await scene.closeOffice()
            } else {
              await scene.openOffice()
              scene.facts.reopenedAt = Date.now()
            }
          },
        },
        { id: 'deposer', run: async (scene) => void scene.start('producer', { count: 1 }) },
      ],
      check: async (scene) => {
        // A letter is dated when it is written: one dated while we were closed waited for us.
        const [closedAt, reopenedAt] = [Number(scene.facts.closedAt), Number(scene.facts.reopenedAt)]
        if (!scene.officeOpen) return { done: false, state: 'closed', facts: {} }
        const waited = (await lettersOf(scene)).findLast(
          ({ timestamp }) => timestamp > closedAt && timestamp < reopenedAt,
        )
        const order = decodeOrder(waited?.value ?? null)
        if (!waited || !order) return { done: false, facts: {} }
        return { done: true, state: 'found', facts: { offset: waited.offset, waitedId: order.order_id.slice(0, 4) } }
      },
      solution: async ({ press }, scene) => {
        await press('fermer')
        const lara = scene.start('producer', { count: 1 })
        await lara.waitFor((event) => event.event === 'waiting', 15_000)
        await press('fermer')
      },
    }),

    recap('retenir', { source: { file: 'src/producer.ts', find: 'const kafka = new Kafka', lines: 1 } }),
  ],
})
