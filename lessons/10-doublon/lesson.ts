// A reader killed between a letter and its bookmark: its replacement reads some letters twice, and a ledger sets them aside.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { defineLesson, GROUP, observe, predict, recap, run, type Scene, TOPIC, task } from '../../src/course/index.js'
import type { Section } from '../../src/course/prose.js'
import { drawerOfKey } from '../../src/office/kafkajs.js'
import { decodeOrder } from '../../src/orders/order.js'
import type { Live } from '../../src/screen/screen.js'

/** One sorting code, so that all letters go to one drawer. */
const KEY = 'lara'
const DRAWERS = 3
const DRAWER = drawerOfKey(TOPIC, KEY, DRAWERS)
/** A second team, whose reader leaves by the rules. */
const POLITE = 'stocks'
/** Letters read between two bookmarks. */
const EVERY = 5
const LETTERS = 10
/** Of an order's identifier, what is shown and typed. */
const SIGNS = 4
/** How long the office waits for a sign of life (`sessionTimeout` of tracker.ts), in seconds. */
const SESSION = 6

async function bookmark(scene: Scene, group = GROUP): Promise<number | undefined> {
  const marks = await scene.office.inspector.bookmarks(group, TOPIC)
  return marks.find(({ partition }) => partition === DRAWER)?.offset
}

async function orderIds(scene: Scene, from: number, to: number): Promise<string[]> {
  const letters = await scene.office.inspector.letters(TOPIC, DRAWER, from, to)
  return letters.map(({ value }) => decodeOrder(value)?.order_id ?? '')
}

/** What the ledger holds, a line an order. */
function noted(scene: Scene): string[] {
  return readFileSync(ledgerOf(scene), 'utf8').split('\n').filter(Boolean)
}

function ledgerOf(scene: Scene): string {
  return join(scene.folder(), 'ledger.txt')
}

/** The first signs of the orders a reader read, as its lines show them. */
function read(scene: Scene, name: string): string[] {
  return scene
    .heard(name)
    .flatMap((event) => (event.event === 'read' ? [`${event.order.order_id.slice(0, SIGNS)}…`] : []))
}

export default defineLesson({
  id: '10-doublon',
  minutes: 7,
  drawers: DRAWERS,
  concepts: ['session', 'at-least-once', 'idempotence'],
  fidelity: () => 'real',
  steps: [
    run(
      'panne',
      async (scene) => {
        const last = scene.vary(7, [6, 8])
        await scene.post(LETTERS, { key: KEY })
        const options = {
          name: 'track-1',
          'commit-every': EVERY,
          delay: scene.paced(0.2, 0.1),
          ledger: ledgerOf(scene),
        }
        const reader = scene.start('tracker', options)
        await reader.waitFor((event) => event.event === 'read' && event.offset === last, 15_000)
        await scene.kill('track-1')
        Object.assign(scene.facts, { last, next: last + 1, session: SESSION, killedAt: Date.now() })
        await scene.until('the bookmark is there', async () => (await bookmark(scene)) !== undefined)
      },
      { group: GROUP, drawer: DRAWER },
    ),

    run(
      'conge',
      async (scene) => {
        const options = { group: POLITE, name: 'stocks', 'commit-every': EVERY, delay: scene.paced(0.1, 0.05) }
        const reader = scene.start('tracker', options)
        const last = Number(scene.facts.last)
        await reader.waitFor((event) => event.event === 'read' && event.offset === last, 15_000)
        await reader.stop()
        scene.facts.polite = (await bookmark(scene, POLITE)) ?? 0
      },
      { group: POLITE, drawer: DRAWER },
    ),

    predict('ou', {
      choices: ['suite', 'marque-page', 'debut'],
      truth: async (scene) => {
        // OffsetFetch: the team's bookmark is all that a newcomer is given.
        const next = (await bookmark(scene)) ?? 0
        scene.facts.bookmark = next
        return next === scene.facts.next ? 'suite' : next === 0 ? 'debut' : 'marque-page'
      },
    }),

    run('releve', relieve, { group: GROUP, drawer: DRAWER, slots: ['attente', 'ecoule'] }),

    observe('constat', {
      prediction: 'ou',
      // Just seen, and there is much to read.
      picture: async () => [],
      evidence: async ({ facts: { started, next, bookmark } }) => {
        return { answer: started === bookmark ? 'marque-page' : started === next ? 'suite' : 'debut' }
      },
    }),

    task('doublon', {
      picture: async (scene) => [
        {
          kind: 'table',
          apart: true,
          head: ['track-1', 'track-2'],
          rows: read(scene, 'track-1')
            .slice(-5)
            .map((id, index) => [id, read(scene, 'track-2')[index] ?? '']),
        },
      ],
      typed: async (scene, text) => {
        scene.facts.typed = text.trim().toLowerCase().replace('…', '')
      },
      check: async (scene) => {
        const typed = String(scene.facts.typed ?? '')
        if (typed === '') return { done: false, facts: {} }
        if (typed.length < SIGNS) return { done: false, state: 'short', facts: { missing: SIGNS - typed.length } }
        // Read twice: between where the replacement started and where the dead one stopped.
        const { started, last } = scene.facts
        const twice = await orderIds(scene, Number(started), Number(last) + 1)
        const index = twice.findIndex((id) => id.startsWith(typed))
        if (index < 0) {
          const known = (await orderIds(scene, 0, LETTERS)).some((id) => id.startsWith(typed))
          return known ? { done: false, state: 'once', facts: {} } : { done: false, state: 'unknown', facts: {} }
        }
        return { done: true, state: 'found', facts: { offset: Number(started) + index } }
      },
      solution: async ({ type }, scene) => {
        const again = new Set(read(scene, 'track-2'))
        await type(read(scene, 'track-1').find((id) => again.has(id)) ?? '')
      },
    }),

    task('registre', {
      group: GROUP,
      drawer: DRAWER,
      actions: [
        {
          id: 'marque-page',
          run: async (scene) => {
            await scene.office.inspector.moveBookmark(GROUP, TOPIC, DRAWER, Number(scene.facts.bookmark))
          },
        },
        {
          id: 'lecteur',
          run: async (scene) => {
            if (!(await scene.stopProgram('tracker')))
              scene.start('tracker', { name: 'track-3', ledger: ledgerOf(scene) })
          },
        },
      ],
      check: async (scene) => {
        const [lines, lag, orders] = [noted(scene), await scene.lag(), await scene.kept()]
        const facts = { notes: lines.length, orders, lag, aside: 0 }
        if (lag > 0 || lines.length < orders) return { done: false, facts }
        const ids = await orderIds(scene, 0, orders)
        const once = ids.every((id) => lines.filter((line) => line === id).length === 1)
        if (!once || lines.length > orders) return { done: false, facts }
        // Read again since the bookmark was put back, less what the ledger gained: left out.
        facts.aside = orders - Number(scene.facts.bookmark) - (lines.length - Number(scene.facts.next))
        return { done: true, state: 'kept', facts }
      },
      solution: async ({ press }) => {
        await press('marque-page')
        await press('lecteur')
      },
    }),

    recap('retenir', { source: { file: 'src/tracker.ts', find: 'if (ledger.has', lines: 4 } }),
  ],
})

/** A replacement comes, waits until the office gives the dead one up, and reads on. Fills in where it started. */
async function relieve(scene: Scene, live: Live, section: Section): Promise<void> {
  const seen = await scene.seenWhile(
    () => bookmark(scene),
    async () => {
      const reader = scene.start('tracker', { name: 'track-2', delay: scene.paced(0.2, 0.15) })
      const holds = () => scene.heard('track-2').some(({ event }) => event === 'joined')
      // Whoever took the time to answer has already waited.
      const late = (Date.now() - Number(scene.facts.killedAt)) / 1000 >= SESSION
      for (const end = Date.now() + 30_000; !holds() && Date.now() < end; await sleep(200)) {
        const waited = Math.floor((Date.now() - Number(scene.facts.killedAt)) / 1000)
        scene.facts.waited = Math.min(SESSION, waited)
        live.status(section.text(late ? 'ecoule' : 'attente', scene.facts))
      }
      if (!late) live.status('')
      await scene.until('all is read', async () => (await scene.lag()) === 0)
      await reader.stop()
    },
  )
  // Its bookmark moves after each letter: the first new place is the one after the first letter it read.
  scene.facts.started = (seen[1] ?? LETTERS + 1) - 1
}
