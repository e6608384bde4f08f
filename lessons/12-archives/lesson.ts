// Letters are kept for a time, then discarded in bundles, read or not: the first number rises, and a team that slept past it.
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { defineLesson, observe, predict, recap, run, type Scene, TOPIC, task, wordOf } from '../../src/course/index.js'
import type { Section } from '../../src/course/prose.js'
import { t, timeOfDay } from '../../src/i18n/index.js'
import { drawerOfKey } from '../../src/office/kafkajs.js'
import type { Live } from '../../src/screen/screen.js'

const DRAWERS = 3
/** One sorting code, so that all letters go to one drawer. */
const KEY = 'lara'
const DRAWER = drawerOfKey(TOPIC, KEY, DRAWERS)
/** The team that falls asleep, and another that does at the same place. */
const ARCHIVES = 'archives'
const VEILLE = wordOf('12-archives', 'veille')

/** The smallest bundle Kafka allows (`segment.bytes`), and letters of which three fill one. */
const BUNDLES = { 'segment.bytes': '1048576' }
const HEAVY = 300_000
const RECENT = 2
/** Milliseconds between the old letters and the recent ones; and where nobody watches. */
const GAP = 2500
const GAP_UNSEEN = 1900
/** Milliseconds after the last old letter: where the keeping time will end. */
const AFTER = 200

/** Whether this office discards old letters by itself, under our eyes. Elsewhere we ask it to (DeleteRecords). */
function discards(scene: Scene): boolean {
  return scene.office.can.files
}

async function drawer(scene: Scene) {
  const drawers = await scene.office.inspector.offsets(TOPIC)
  return drawers.find(({ partition }) => partition === DRAWER)!
}

async function bookmark(scene: Scene, group: string): Promise<number | undefined> {
  const marks = await scene.office.inspector.bookmarks(group, TOPIC)
  return marks.find(({ partition }) => partition === DRAWER)?.offset
}

async function firstAt(scene: Scene, timestamp: number): Promise<number> {
  const found = await scene.office.inspector.offsetsAt(TOPIC, timestamp)
  return found.find(({ partition }) => partition === DRAWER)?.offset ?? (await drawer(scene)).end
}

/** The number each bundle starts with, by the names of the drawer's files. */
function bundles(scene: Scene): number[] {
  const path = scene.office.logFile(TOPIC, DRAWER)
  const files = path ? readdirSync(dirname(path)).filter((name) => name.endsWith('.log')) : []
  return files.map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b)
}

/** A letter's number, where that is what was typed. */
function numberIn(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** The last letters, those to be read again by their time: the recent ones, and the one that came after. */
const AGAIN = RECENT + 1

/** The moment of that time of day, the nearest to another: a lesson may go past midnight. Undefined where it is none. */
function momentOf(text: string, near: number): number | undefined {
  const [, hours, minutes, secs = '0'] = /^(\d{1,2})[:h](\d{2})(?:[:m](\d{2}))?$/.exec(text.replace(/\s/g, '')) ?? []
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(secs) > 59) return undefined
  const moments = [-1, 0, 1].map((days) => {
    const date = new Date(near)
    date.setDate(date.getDate() + days)
    return date.setHours(Number(hours), Number(minutes), Number(secs), 0)
  })
  const nearest = moments.reduce((best, one) => (Math.abs(one - near) < Math.abs(best - near) ? one : best))
  return Number.isNaN(nearest) ? undefined : nearest
}

/** When each letter still kept was written, to the second. */
async function timesKept(scene: Scene): Promise<string> {
  const { start, end } = await drawer(scene)
  const letters = await scene.office.inspector.letters(TOPIC, DRAWER, start, end)
  return letters.map(({ timestamp }) => timeOfDay(new Date(timestamp))).join(', ')
}

async function post(scene: Scene, count: number): Promise<void> {
  await scene.post(count, { key: KEY, ...(discards(scene) ? { weight: HEAVY } : {}) })
}

export default defineLesson({
  id: '12-archives',
  minutes: 8,
  drawers: DRAWERS,
  concepts: ['retention', 'segment', 'out-of-range', 'by-time'],
  fidelity: (can) => (can.files ? 'real' : 'simplified'),
  steps: [
    run(
      'sommeil',
      async (scene) => {
        const { inspector } = scene.office
        if (discards(scene)) await inspector.configure(TOPIC, BUNDLES)
        // Whatever their number, the last of them shares its bundle with a recent one.
        const old = scene.vary(7, [8, 10, 11])
        await post(scene, old)
        const posted = Date.now()
        const reader = scene.start('tracker', { group: ARCHIVES, name: ARCHIVES, delay: 0.3 })
        await reader.waitFor((event) => event.event === 'read' && event.offset === 1, 15_000)
        await reader.stop()
        const asleep = (await bookmark(scene, ARCHIVES)) ?? 0
        await inspector.moveBookmark(VEILLE, TOPIC, DRAWER, asleep)
        Object.assign(scene.facts, { old, asleep, archives: scene.office.fullName(ARCHIVES) })
        await sleep(Math.max(0, posted + scene.paced(GAP, GAP_UNSEEN) - Date.now()))
        await post(scene, RECENT)
        const [last] = await inspector.letters(TOPIC, DRAWER, old - 1, old)
        const [recent] = await inspector.letters(TOPIC, DRAWER, old, old + 1)
        // As it is written: to the second. The old letters are older than that.
        const date = new Date(Math.floor(recent!.timestamp / 1000) * 1000)
        Object.assign(scene.facts, { limit: last!.timestamp + AFTER, since: date.getTime() })
        Object.assign(scene.facts, { time: timeOfDay(date), datetime: date.toISOString() })
      },
      { group: ARCHIVES, drawer: DRAWER },
    ),

    predict('premiere', {
      choices: ['zero', 'suite', 'lues'],
      truth: async (scene) => {
        // The keeping time will end just after the old letters. The bundle that holds the first younger one stays, whole.
        const young = await firstAt(scene, Number(scene.facts.limit))
        const first = bundles(scene).findLast((base) => base <= young) ?? young
        Object.assign(scene.facts, { first, lastGone: first - 1, spared: Number(scene.facts.old) - 1 })
        return first === 0 ? 'zero' : 'suite'
      },
    }),

    run('delai', expire, { group: ARCHIVES, drawer: DRAWER, slots: ['jetee'] }),

    observe('constat', {
      prediction: 'premiere',
      group: ARCHIVES,
      drawer: DRAWER,
      evidence: async (scene) => {
        const { end } = await drawer(scene)
        const [first] = await scene.office.inspector.letters(TOPIC, DRAWER, 0, end)
        Object.assign(scene.facts, { start: first?.offset ?? end, kept: first ? end - first.offset : 0 })
        if (first?.offset === scene.facts.asleep) return { answer: 'lues' }
        return { answer: first?.offset === 0 ? 'zero' : first?.offset === scene.facts.first ? 'suite' : 'autre' }
      },
    }),

    run('piege', wakeLate, { group: VEILLE, drawer: DRAWER }),

    observe('constat-piege', {
      group: VEILLE,
      drawer: DRAWER,
      evidence: async (scene) => {
        const { start } = await drawer(scene)
        const times = await timesKept(scene)
        Object.assign(scene.facts, { start, skipped: Number(scene.facts.jumped) - start, times })
        return {}
      },
    }),

    task('reveil', {
      group: ARCHIVES,
      drawer: DRAWER,
      typed: async (scene, text) => {
        const { inspector } = scene.office
        const wanted = numberIn(text.trim())
        scene.facts.typed = text.trim()
        if (wanted === undefined || wanted > (await drawer(scene)).end) return
        await scene.running(ARCHIVES)?.stop()
        await inspector.moveBookmark(ARCHIVES, TOPIC, DRAWER, wanted)
        // Where it stands while nobody reads; then the team wakes, with the setting that forgives nothing.
        scene.facts.placed = (await bookmark(scene, ARCHIVES)) ?? -1
        scene.start('tracker', { group: ARCHIVES, name: ARCHIVES, from: 'latest' })
      },
      check: async (scene) => {
        const [{ start, end }, next] = [await drawer(scene), await bookmark(scene, ARCHIVES)]
        const placed = Number(scene.facts.placed ?? scene.facts.asleep)
        const facts = { placed, start, end, last: end - 1, lag: end - (next ?? start), missed: 0 }
        if (scene.facts.typed === undefined) return { done: false, facts }
        const wanted = numberIn(String(scene.facts.typed))
        if (wanted === undefined) return { done: false, state: 'mot', facts }
        if (wanted > end) return { done: false, state: 'loin', facts }
        // Of the letters still kept, those that the team will never read.
        if (placed < start) return { done: false, state: 'gone', facts: { ...facts, missed: end - start } }
        if (placed > start)
          return { done: false, state: 'late', facts: { ...facts, missed: Math.min(placed, end) - start } }
        return { done: next === end, state: 'awake', facts }
      },
      solution: async ({ type }, scene) => {
        await type(String((await drawer(scene)).start))
      },
    }),

    task('date', {
      group: ARCHIVES,
      drawer: DRAWER,
      typed: async (scene, text) => {
        scene.facts.typed = text.trim()
        const since = momentOf(text, Number(scene.facts.since))
        scene.facts.asked = since === undefined ? 'nothing' : 'time'
        if (since === undefined) return
        await scene.running(ARCHIVES)?.stop()
        // ListOffsets, by time: what `--to-datetime` asks as well.
        await scene.office.inspector.moveBookmark(ARCHIVES, TOPIC, DRAWER, await firstAt(scene, since))
      },
      check: async (scene) => {
        const [next = 0, { end }] = [await bookmark(scene, ARCHIVES), await drawer(scene)]
        const facts = { found: next, reread: end - next }
        if (scene.facts.asked === undefined) return { done: false, facts }
        if (scene.facts.asked === 'nothing') return { done: false, state: 'mot', facts }
        // The times that the letters on both sides of the bookmark bear.
        const around = await scene.office.inspector.letters(TOPIC, DRAWER, Math.max(0, next - 1), next + 1)
        const young = around.filter(({ timestamp }) => timestamp >= Number(scene.facts.since))
        const done = young.length === 1 && young[0]!.offset === next && end - next === AGAIN
        if (done) return { done, state: 'trouve', facts }
        return end - next > AGAIN ? { done, state: 'tot', facts } : { done, state: 'tard', facts }
      },
      solution: ({ type }, scene) => type(String(scene.facts.time)),
    }),

    recap('retenir', { source: { file: 'src/tracker.ts', find: 'await consumer.subscribe', lines: 4 } }),
  ],
})

/** The keeping time is made to end just after the old letters; once it has acted, it is long again. */
async function expire(scene: Scene, _live: Live, section: Section): Promise<void> {
  const { inspector } = scene.office
  // Seen before they go.
  await scene.glance(1500)
  if (!discards(scene)) {
    await inspector.discardBefore(TOPIC, DRAWER, await firstAt(scene, Number(scene.facts.limit)))
    return
  }
  const before = bundles(scene)
  const keep = Date.now() - Number(scene.facts.limit)
  await inspector.configure(TOPIC, { ...BUNDLES, 'retention.ms': String(keep) })
  try {
    await scene.until('old letters are discarded', async () => (await drawer(scene)).start > 0)
  } finally {
    await inspector.configure(TOPIC, BUNDLES)
  }
  const { start } = await drawer(scene)
  for (const [index, from] of before.filter((base) => base < start).entries()) {
    const text = section.text('jetee', { from, to: Math.min(before[index + 1] ?? start, start) - 1 })
    const who = t('events.office')
    scene.line({ who, wide: text, narrow: text, spoken: t('events.named', { who, spoken: text }) })
  }
}

/** A reader whose bookmark points at nothing, and whose setting says `latest`; then one more letter. */
async function wakeLate(scene: Scene): Promise<void> {
  const mark = () => bookmark(scene, VEILLE)
  const seen = await scene.seenWhile(mark, async () => {
    const reader = scene.start('tracker', { group: VEILLE, name: VEILLE, from: 'latest' })
    await reader.waitFor(({ event }) => event === 'joined', 15_000)
    // Only once it has been told that its letter is gone may another come, after « the end »: kafkajs then drops the
    // bookmark, at once or with the next letter.
    await scene.until('it is told', async () => (await mark()) !== scene.facts.asleep, 1500).catch(() => {})
    await scene.post(1, { key: KEY })
    await scene.until('the new letter is read', async () => (await mark()) === (await drawer(scene)).end)
    await reader.stop()
  })
  // Its bookmark moves after each letter: the first new place is the one after the first letter it read.
  scene.facts.jumped = (seen[1] ?? 1) - 1
}
