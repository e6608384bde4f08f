// kill -9 of the office under a running sender: what its receipts are worth, and what acks 0, 1 and all change.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { defineLesson, GROUP, observe, predict, recap, run, type Scene, TOPIC, task } from '../../src/course/index.js'
import type { Section } from '../../src/course/prose.js'
import { timeOfDay } from '../../src/i18n/index.js'
import type { Letter } from '../../src/office/post-office.js'
import type { ProgramEvent } from '../../src/orders/events.js'
import { decodeOrder } from '../../src/orders/order.js'
import type { Program } from '../../src/programs/program.js'
import type { Live } from '../../src/screen/screen.js'

type Receipt = Extract<ProgramEvent, { event: 'delivered' }>

/** Three senders who post as fast as they can, and differ by what they ask of the office. */
const SENDERS = [
  { name: 'zoe', acks: '0' },
  { name: 'max', acks: '1' },
  { name: 'lea', acks: 'all' },
] as const
const BURST = { interval: 0, count: 300, weight: 5000 }
/** Letters zoe has posted when the office dies. */
const IN_FULL_SWING = 60

interface Figures {
  filed: number
  receipts: number
  /** Receipts the office does not bear out. */
  untrue: number
}

/** What lara asks for. */
const ACKS = 'all'
/** Receipts a proof needs. */
const ENOUGH = 5

function receiptsOf(sender: Program<ProgramEvent> | undefined): Receipt[] {
  return sender?.events.filter((event) => event.event === 'delivered') ?? []
}

/** Every letter of the counter, read back. */
async function letters(scene: Scene): Promise<Letter[]> {
  const drawers = await scene.office.inspector.offsets(TOPIC)
  const read = drawers.map(({ partition, start, end }) => scene.office.inspector.letters(TOPIC, partition, start, end))
  return (await Promise.all(read)).flat()
}

function idOf({ value }: Letter): string | undefined {
  return decodeOrder(value)?.order_id
}

/** How many receipts the office bears out: the order they were given for, in that drawer, under that number. */
function proved(receipts: Receipt[], kept: Letter[]): number {
  const places = new Map(kept.map((letter) => [`${letter.partition} ${letter.offset}`, idOf(letter)]))
  return receipts.filter(({ partition, offset, order }) => places.get(`${partition} ${offset}`) === order?.order_id)
    .length
}

/** How many of the receipted orders lie in the drawers' files, which nobody has open now. */
function filedOnDisk(scene: Scene): number {
  const paths = [0, 1, 2].map((partition) => scene.office.logFile(TOPIC, partition))
  const files = paths.flatMap((path) => (path ? [readFileSync(path)] : []))
  return scene.receipts.filter(({ order }) => files.some((bytes) => bytes.includes(order?.order_id ?? ''))).length
}

/** The letter of the last receipt as its drawer's file holds it, its identifier cut as in every line, and where and when it was read there. */
function lastOnDisk(scene: Scene): Record<string, string> {
  const last = scene.receipts.at(-1)
  const path = last && scene.office.logFile(TOPIC, last.partition)
  if (!last?.order || !path) return {}
  const bytes = readFileSync(path)
  const id = bytes.lastIndexOf(last.order.order_id)
  if (id < 0) return {}
  const letter = bytes.subarray(bytes.lastIndexOf('{', id), bytes.indexOf('}', id) + 1).toString()
  const short = letter.replace(last.order.order_id, `${last.order.order_id.slice(0, 4)}…`)
  return { letter: short, file: path.split(/[\\/]/).slice(-2).join('/'), readAt: timeOfDay(new Date()) }
}

function answer(receipts: number, found: number): string {
  return found >= receipts ? 'toutes' : found === 0 ? 'aucune' : 'partie'
}

/** Where somebody watches, until lara is seen knocking again at the closed office. */
async function seenRetrying(scene: Scene): Promise<void> {
  if (!scene.watched) return
  const tries = () => scene.heard('lara').filter(({ event }) => event === 'waiting').length
  const before = tries()
  await scene.until('lara tries again', async () => tries() > before, 4000).catch(() => {})
  await scene.glance(1000)
}

/** Whether the office answers at all. */
function answers(scene: Scene): Promise<boolean> {
  return scene.office.inspector.offsets(TOPIC).then(
    () => true,
    () => false,
  )
}

export default defineLesson({
  id: '09-panne',
  minutes: 6,
  drawers: 3,
  concepts: ['crash', 'acks', 'durability', 'replication'],
  fidelity: (can) => (can.crash ? 'real' : 'simplified'),
  steps: [
    run(
      'panne',
      async (scene) => {
        scene.start('tracker')
        const lara = scene.start('producer', { interval: scene.paced(0.2, 0.1), acks: ACKS })
        const wanted = scene.vary(8, [6, 7, 9])
        await scene.until('lara has her receipts', async () => receiptsOf(lara).length >= wanted)
        if (scene.office.can.crash) {
          await scene.crashOffice()
          await lara.waitFor(({ event }) => event === 'waiting', 15_000)
        } else await lara.stop()
        scene.receipts.push(...receiptsOf(lara))
        scene.facts.n = scene.receipts.length
      },
      { group: GROUP },
    ),

    predict('combien', {
      choices: ['aucune', 'partie', 'toutes'],
      truth: async (scene) => {
        // What lara's setting asks of the office: no receipt before the letter is filed. Without one, nothing is promised.
        const promised = ACKS === 'all' ? scene.receipts.length : 0
        Object.assign(scene.facts, { onDisk: filedOnDisk(scene) }, lastOnDisk(scene))
        return answer(scene.receipts.length, promised)
      },
    }),

    run(
      'reouverture',
      async (scene) => {
        const lara = scene.running('lara')
        if (!scene.officeOpen) {
          await seenRetrying(scene)
          await scene.openOffice()
        }
        await scene.until('lara goes on', async () => !lara || receiptsOf(lara).length >= scene.receipts.length + 2)
        await lara?.stop()
        await scene.until('all is read', async () => (await scene.lag()) === 0)
      },
      { group: GROUP },
    ),

    observe('constat', {
      prediction: 'combien',
      slots: ['fichier'],
      picture: async (scene, section) => {
        const { letter } = scene.facts
        if (letter === undefined) return [await scene.counter()]
        return [{ kind: 'code', caption: section.text('fichier', scene.facts), lines: [String(letter)] }]
      },
      evidence: async (scene) => {
        const kept = await letters(scene)
        const found = proved(scene.receipts, kept)
        const copies = kept.length - new Set(kept.map(idOf)).size
        Object.assign(scene.facts, { found, kept: kept.length, copies })
        return { answer: answer(scene.receipts.length, found) }
      },
    }),

    run('acks', burst, {
      slots: ['compte', 'mort', 'rouvert', 'tableau'],
      told: true,
      picture: async (scene, section) =>
        scene.facts.zoePosted === undefined ? [] : section.blocks('tableau', scene.facts),
    }),

    observe('constat-acks', {
      picture: async () => [],
      evidence: async (scene) => {
        const kept = await letters(scene)
        const [zoe, max, lea] = SENDERS.map(({ name }) => {
          const own = kept.filter(({ value }) => decodeOrder(value)?.user === name)
          const receipts = scene.receipts.filter(({ order }) => order?.user === name)
          const filed = new Set(own.map(idOf)).size
          return { filed, receipts: receipts.length, untrue: receipts.length - proved(receipts, own) }
        }) as [Figures, Figures, Figures]
        Object.assign(scene.facts, {
          ...{ zoeFiled: zoe.filed, zoeReceipts: zoe.receipts, zoeUntrue: zoe.untrue },
          ...{ maxFiled: max.filed, maxReceipts: max.receipts, maxUntrue: max.untrue },
          ...{ leaFiled: lea.filed, leaReceipts: lea.receipts, leaUntrue: lea.untrue },
          lost: Number(scene.facts.zoePosted) - zoe.filed,
        })
        return {}
      },
    }),

    task('preuve', {
      actions: [
        {
          id: 'lara',
          run: async (scene) => {
            if (!scene.running('lara')) scene.start('producer', { interval: scene.paced(0.4, 0.1), acks: ACKS })
          },
        },
        { id: 'tuer', when: ({ crash }) => crash, run: (scene) => kill(scene) },
        {
          id: 'rouvrir',
          when: ({ crash }) => crash,
          run: async (scene) => {
            if (!scene.officeOpen) await scene.openOffice()
          },
        },
      ],
      check: async (scene) => {
        const { crash } = scene.office.can
        // Those of before the crash; where nobody kills the office, all of them.
        const lara = scene.running('lara')
        const receipts = crash && scene.facts.refused ? scene.receipts : receiptsOf(lara)
        const facts = { given: receipts.length, proved: 0, now: receiptsOf(lara).length }
        if (!scene.officeOpen) return { done: false, state: 'closed', facts }
        if (crash && !scene.facts.refused) return { done: false, facts }
        if (receipts.length < ENOUGH) {
          if (!crash) return { done: false, facts }
          if (!lara) return { done: false, state: 'absent', facts }
          return facts.now < ENOUGH ? { done: false, state: 'early', facts } : { done: false, state: 'again', facts }
        }
        facts.proved = proved(receipts, await letters(scene))
        return { done: facts.proved === facts.given, state: 'proved', facts }
      },
      solution: async ({ press }, scene) => {
        await press('lara')
        await scene.until('lara has her receipts', async () => receiptsOf(scene.running('lara')).length >= ENOUGH)
        if (!scene.office.can.crash) return
        await press('tuer')
        await sleep(300)
        await press('rouvrir')
      },
    }),

    recap('retenir', { source: { file: 'src/producer.ts', find: 'await producer.send(', lines: 5 } }),
  ],
})

/** The three senders at once, and kill -9 of the office in the middle. Fills the facts with what each posted. */
async function burst(scene: Scene, live: Live, section: Section): Promise<void> {
  const leaving = scene.stopProgram('tracker')
  const senders = SENDERS.map(({ name, acks }) => scene.start('producer', { name, acks, ...BURST }, { quiet: true }))
  await leaving
  const posted = () => {
    const [zoePosted, maxPosted, leaPosted] = senders.map(
      ({ events }) => events.filter(({ event }) => event === 'posting').length,
    ) as [number, number, number]
    const [zoeReceipts, maxReceipts, leaReceipts] = senders.map((sender) => receiptsOf(sender).length)
    Object.assign(scene.facts, { zoePosted, maxPosted, leaPosted, zoeReceipts, maxReceipts, leaReceipts })
    return { zoePosted, slowest: Math.min(maxPosted, leaPosted) }
  }
  live.status(section.text('compte', scene.facts))
  await scene.until('the burst', async () => posted().zoePosted >= IN_FULL_SWING && posted().slowest > 1)
  if (scene.office.can.crash) {
    await scene.crashOffice()
    live.status(section.text('mort', scene.facts))
    posted()
    await scene.glance(1500, 300)
    const before = senders.map((sender) => receiptsOf(sender).length)
    await scene.openOffice()
    live.status(section.text('rouvert', scene.facts))
    await scene.until(
      'they go on',
      async () =>
        posted() &&
        senders.every((sender, index) => SENDERS[index]!.acks === '0' || receiptsOf(sender).length > before[index]!),
    )
  }
  await Promise.all(senders.map((sender) => sender.stop()))
  posted()
  scene.receipts.push(...senders.flatMap(receiptsOf))
}

/** kill -9 of the office: the receipts of before, and that it truly answers no more. */
async function kill(scene: Scene): Promise<void> {
  if (!scene.officeOpen) return
  await scene.crashOffice()
  scene.receipts.splice(0, Number.POSITIVE_INFINITY, ...receiptsOf(scene.running('lara')))
  scene.facts.refused = (await answers(scene)) ? 0 : 1
}
