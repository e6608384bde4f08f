// The key chooses the drawer: the same one each time, so that a person's letters stay in order; until drawers are added.
import { defineLesson, GROUP, observe, predict, recap, run, type Scene, TOPIC, task } from '../../src/course/index.js'
import { number } from '../../src/i18n/index.js'
import { invocation } from '../../src/invocation.js'
import { drawerOfKey, numberOfKey } from '../../src/office/kafkajs.js'
import { keptOf } from '../../src/office/lag.js'
import type { Letter } from '../../src/office/post-office.js'

/** First names to find in the same drawer, beside lara. */
const WANTED = 2
/** Seconds spent on a letter, so that its receipt is seen before it is read. */
const SLOWLY = 0.3
/** Whose drawers the hints and `--auto` look up. */
const NAMES = ['nina', 'omar', 'hugo', 'emma', 'tom', 'jade', 'paul', 'alice', 'karim', 'sarah', 'louis', 'lina']

/** Long enough to see what changed, in milliseconds. */
const GLANCE = 1500
/** Receipts alone: what is to be watched stays on view. */
const RECEIPTS = { quiet: ['posting' as const] }
/** The bookmark shows that the reader reads. */
const UNSAID = { quiet: ['read' as const] }

type Keyed = Letter & { key: string }

/** What was read last, and the ends of the drawers it was read up to: reading takes a moment, and nothing else changes. */
const lastRead = new WeakMap<Scene, { ends: string; letters: Keyed[] }>()

/** The letters that bear a key, oldest first, read back from the office. */
async function keyedLetters(scene: Scene): Promise<Keyed[]> {
  const { inspector } = scene.office
  const drawers = await inspector.offsets(TOPIC)
  const ends = drawers.map(({ end }) => end).join()
  const known = lastRead.get(scene)
  if (known?.ends === ends) return known.letters
  const read = await Promise.all(
    drawers.map(({ partition, start, end }) => inspector.letters(TOPIC, partition, start, end)),
  )
  const letters = read
    .flat()
    .filter((letter): letter is Keyed => letter.key !== undefined)
    .sort((a, b) => a.timestamp - b.timestamp)
  lastRead.set(scene, { ends, letters })
  return letters
}

/** The key of the story: lara's name, but in a revision. */
function keyOf({ facts }: Scene): string {
  return String(facts.key)
}

/** The drawers where letters with this key were found. */
function drawersOf(letters: Keyed[], key: string): number[] {
  const found = letters.filter((letter) => letter.key === key).map(({ partition }) => partition)
  return [...new Set(found)].sort()
}

export default defineLesson({
  id: '07-cle',
  minutes: 6,
  drawers: 3,
  concepts: ['key', 'partitioner', 'ordering', 'repartition'],
  fidelity: () => 'real',
  steps: [
    run(
      'sans-code',
      async (scene) => {
        scene.start('tracker', { delay: scene.paced(SLOWLY, 0) }, UNSAID)
        await scene.postInView(6, {}, RECEIPTS)
        await scene.until('all is read', async () => (await scene.kept()) > 0 && (await scene.lag()) === 0)
      },
      { group: GROUP },
    ),

    run(
      'avec-code',
      async (scene) => {
        const key = scene.vary('lara', ['nina', 'omar', 'jade', 'paul'])
        const before = await scene.office.inspector.offsets(TOPIC)
        await scene.post(1, { key })
        const after = await scene.office.inspector.offsets(TOPIC)
        const grown = after.findIndex(({ end }, index) => end > before[index]!.end)
        Object.assign(scene.facts, { key, home: grown, next: (grown + 1) % after.length })
        // What the drawer is the remainder of: the next drawer can be worked out, not only guessed.
        scene.facts.number = number(numberOfKey(TOPIC, key))
      },
      { group: GROUP },
    ),

    predict('suivantes', {
      choices: ['meme', 'tour', 'hasard'],
      truth: async (scene) => {
        const { home } = scene.facts
        const drawers = (await scene.office.inspector.offsets(TOPIC)).length
        const where = drawerOfKey(TOPIC, keyOf(scene), drawers)
        const others = NAMES.filter((name) => name !== keyOf(scene) && drawerOfKey(TOPIC, name, drawers) === where)
        Object.assign(scene.facts, { drawers, example: others[0]!, second: others[1]! })
        return where === home ? 'meme' : 'hasard'
      },
    }),

    run('memes', (scene) => scene.postInView(3, { key: keyOf(scene) }), { group: GROUP }),

    observe('constat', {
      prediction: 'suivantes',
      picture: async () => [],
      evidence: async (scene) => {
        const letters = await keyedLetters(scene)
        const found = drawersOf(letters, keyOf(scene))
        const offsets = await scene.office.inspector.offsets(TOPIC)
        const plain = keptOf(offsets.filter(({ partition }) => found.includes(partition))) - letters.length
        Object.assign(scene.facts, { keyed: letters.length, found: found.join(', '), plain })
        return {
          answer: found.length === 1 ? 'meme' : found.length === Number(scene.facts.drawers) ? 'tour' : 'hasard',
        }
      },
    }),

    task('prenoms', {
      group: GROUP,
      typed: async (scene, text) => {
        const name = text.trim().slice(0, 20)
        if (name) await scene.post(1, { name, key: name })
      },
      check: async (scene) => {
        const letters = await keyedLetters(scene)
        const [home] = drawersOf(letters, 'lara')
        const names = [0, 1, 2].map((drawer) => [
          ...new Set(letters.filter(({ partition }) => partition === drawer).map(({ key }) => key)),
        ])
        // « Nina » and « nina » are two codes, but one person.
        const persons = new Set(names[home!]!.map((name) => name.toLowerCase()))
        persons.delete('lara')
        const [in0, in1, in2] = names.map((some) => some.join(', ') || '—')
        const name = letters.at(-1)!.key
        const code = numberOfKey(TOPIC, name)
        const division = { name, code: number(code), rest: code % names.length }
        return {
          done: persons.size >= WANTED,
          facts: { ...division, in0, in1, in2, found: persons.size, wanted: WANTED, home },
        }
      },
      solution: async ({ type }, { facts }) => {
        await type(String(facts.example))
        await type(String(facts.second))
      },
    }),

    predict('agrandir', {
      choices: ['meme', 'autre', 'attend'],
      truth: async (scene) => {
        const drawers = (await scene.office.inspector.offsets(TOPIC)).length
        const key = keyOf(scene)
        const home = drawerOfKey(TOPIC, key, drawers)
        // Only totals for which the code moves: with another, it would stay by chance.
        const [moving = 4, ...others] = [4, 5, 6].filter((more) => drawerOfKey(TOPIC, key, more) !== home)
        const total = scene.vary(moving, [moving, ...others])
        Object.assign(scene.facts, { home, total })
        return drawerOfKey(TOPIC, key, total) === home ? 'meme' : 'autre'
      },
    }),

    run(
      'ajout',
      async (scene) => {
        const { inspector } = scene.office
        const total = Number(scene.facts.total ?? 4)
        await Promise.all([scene.stopProgram('tracker'), inspector.addDrawers(TOPIC, total)])
        await scene.until('the drawers are there', async () => (await inspector.offsets(TOPIC)).length === total)
        await scene.glance(GLANCE)
        await scene.post(1, { key: keyOf(scene) })
        await scene.glance(GLANCE)
        scene.start('tracker', { delay: scene.paced(SLOWLY, 0) })
        await scene.until('all is read', async () => (await scene.lag()) === 0)
      },
      { group: GROUP },
    ),

    observe('constat-ajout', {
      prediction: 'agrandir',
      picture: async () => [],
      evidence: async (scene) => {
        const letters = (await keyedLetters(scene)).filter(({ key }) => key === keyOf(scene))
        const older = letters.slice(0, -1)
        const newest = letters.at(-1)
        const before = [...new Set(older.map(({ partition }) => partition))]
        scene.facts.ownOffice = invocation('broker')
        Object.assign(scene.facts, { older: older.length, before: before.join(', '), now: newest?.partition ?? '' })
        return { answer: newest && before.includes(newest.partition) ? 'meme' : 'autre' }
      },
    }),

    recap('retenir', { source: { file: 'src/producer.ts', find: 'messages: [{ key', lines: 1 } }),
  ],
})
