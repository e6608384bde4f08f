// A counter, its drawer, the raw log file: the office files letters and never reads them.
import { readFileSync } from 'node:fs'
import { defineLesson, observe, predict, recap, run, type Scene, TOPIC, task, wordOf } from '../../src/course/index.js'
import { decodeOrder } from '../../src/orders/order.js'
import type { Block } from '../../src/screen/screen.js'

/** What no reader of orders can understand. */
const GIBBERISH = 'xq#7!'
const MORE_GIBBERISH = ['%%%', '¿?', 'kjhg', '12:xx']

async function lastLetter(scene: Scene) {
  const [drawer] = await scene.office.inspector.offsets(TOPIC)
  const letters = await scene.office.inspector.letters(TOPIC, 0, drawer!.end - 1, drawer!.end)
  return letters.at(-1)
}

/** The drawer’s file, whole so that its size and its places are true, `mark` set off in it. */
function logFile(scene: Scene, mark: string): Block[] {
  const path = scene.office.logFile(TOPIC, 0)
  return path ? [{ kind: 'bytes', path, bytes: readFileSync(path), mark }] : []
}

export default defineLesson({
  id: '02-guichet',
  minutes: 4,
  drawers: 1,
  concepts: ['topic', 'partition', 'log', 'bytes'],
  fidelity: (can) => (can.files ? 'real' : 'simplified'),
  steps: [
    run('depots', async (scene) => {
      scene.start('tracker')
      await scene.post(3)
      await scene.until('three letters are read', async () => (await scene.kept()) === 3 && (await scene.lag()) === 0)
    }),

    observe('fichier', {
      picture: async () => [],
      evidence: async (scene) => {
        const letter = await lastLetter(scene)
        const order = decodeOrder(letter?.value ?? null)
        scene.facts.path = scene.office.logFile(TOPIC, 0) ?? ''
        return { blocks: logFile(scene, order?.order_id ?? '') }
      },
    }),

    predict('charabia', {
      choices: ['refusee', 'corrigee', 'telle-quelle'],
      truth: async (scene) => {
        // Some offices can be told to check letters against a schema; the counter's own settings say whether this one is.
        const config = await scene.office.inspector.config(TOPIC)
        const checks = Object.entries(config).some(
          ([name, value]) => name.includes('schema.validation') && value === 'true',
        )
        scene.facts.gibberish = scene.vary(GIBBERISH, MORE_GIBBERISH)
        return checks ? 'refusee' : 'telle-quelle'
      },
    }),

    run('depot-charabia', async (scene) => {
      const before = await scene.kept()
      await scene.post(1, { letter: String(scene.facts.gibberish) })
      await scene.until('the letter is read', async () => (await scene.kept()) > before && (await scene.lag()) === 0)
    }),

    observe('constat', {
      prediction: 'charabia',
      picture: async () => [],
      evidence: async (scene) => {
        const letter = await lastLetter(scene)
        const text = letter?.value.toString() ?? ''
        Object.assign(scene.facts, { offset: letter?.offset ?? 0, text })
        const answer =
          text === scene.facts.gibberish ? 'telle-quelle' : decodeOrder(letter?.value ?? null) ? 'refusee' : 'corrigee'
        return { answer, blocks: logFile(scene, text) }
      },
    }),

    task('phrase', {
      typed: async (scene, text) => {
        scene.facts.phrase = text
        await scene.post(1, { letter: text })
      },
      check: async (scene) => {
        const phrase = String(scene.facts.phrase ?? '')
        const path = scene.office.logFile(TOPIC, 0)
        const letter = await lastLetter(scene)
        const stored = phrase !== '' && letter?.value.toString() === phrase
        const inFile = path === undefined || readFileSync(path).includes(phrase)
        return {
          done: stored && inFile,
          facts: { offset: letter?.offset ?? '', text: letter?.value.toString().slice(0, 40) ?? '' },
        }
      },
      solution: ({ type }) => type(wordOf('02-guichet', 'phrase')),
      show: (scene) => logFile(scene, String(scene.facts.phrase ?? '')),
    }),

    recap('retenir', { source: { file: 'src/producer.ts', find: 'const value = order', lines: 1 } }),
  ],
})
