// `toomanyrequests`, provoked without harm: whose quota it is, what the diagnostic makes of it, and how it is mended.

import { defineLesson, GROUP, observe, predict, recap, run, type Scene, story, task } from '../../src/course/index.js'
import type { Section } from '../../src/course/prose.js'
import { explainLog, quotaHere } from '../../src/diagnostic/index.js'
import { dockerReachesLab, type Hands, handsFor, type Lab, look, openLab } from '../../src/diagnostic/lab/index.js'
import { t } from '../../src/i18n/index.js'
import { flag } from '../../src/i18n/names.js'
import { invocation } from '../../src/invocation.js'

/** How long the lab, or Docker Hub, is given to answer, in milliseconds. */
const LAB_WITHIN = 5000
const HUB_WITHIN = 3000
/** Of the diagnostic's remedies, those that fit on the screen. */
const REMEDIES = 3

interface Bench {
  lab: Lab
  hands: Hands
}
const benches = new WeakMap<Scene, Bench>()

/** Whether docker itself does the asking; known before the lesson's first page. */
let byDocker = false

/** The lab, opened with the first need of it, and who asks it for images; both end with the scene. */
async function benchOf(scene: Scene): Promise<Bench> {
  const known = benches.get(scene)
  if (known) return known
  const lab = await openLab()
  scene.atEnd(() => lab.close())
  const hands = await handsFor(lab, byDocker)
  scene.atEnd(() => hands.end())
  const bench = { lab, hands }
  benches.set(scene, bench)
  scene.facts.lab = new URL(lab.url).host
  return bench
}

/** What the lab's headers say of an image to someone without an account, or to its account. */
async function ask(scene: Scene, image: 'image' | 'otherImage', account = false) {
  const { lab } = await benchOf(scene)
  return look(lab[image], { credentials: account ? lab : undefined, signal: AbortSignal.timeout(LAB_WITHIN) })
}

/** Asks for an image, line by line; resolves with the last one. */
async function pull(scene: Scene, section: Section, wanted: 'image' | 'otherImage'): Promise<string> {
  const { lab, hands } = await benchOf(scene)
  const { done, line, steps } = await hands.pull(lab[wanted])
  for (const step of steps) sayAs(scene, hands.who, step, 'quiet')
  const [, code = line] = /daemon: (\w+):/.exec(line) ?? []
  if (done) sayAs(scene, hands.who, section.text('obtenu', {}))
  else sayAs(scene, hands.who, section.text('refuse', { code }), 'trouble')
  return line
}

/** In the task: what was asked, and the answer's own words. */
async function tell(scene: Scene, asking: (bench: Bench) => ReturnType<Hands['pull']>): Promise<void> {
  const bench = await benchOf(scene)
  const { done, line, steps } = await asking(bench)
  for (const step of steps) sayAs(scene, bench.hands.who, step, 'quiet')
  const [, words = line] = /daemon: (.+)/.exec(line) ?? []
  sayAs(scene, bench.hands.who, words, done ? 'normal' : 'trouble')
}

function sayAs(scene: Scene, who: string, text: string, tone: 'normal' | 'trouble' | 'quiet' = 'normal'): void {
  scene.line({ who, wide: text, narrow: text, spoken: t('events.named', { who, spoken: text }), tone })
}

export default defineLesson({
  id: '14-trop-de-requetes',
  minutes: 6,
  drawers: 1,
  concepts: ['image', 'registry', 'pull-limit', 'docker-login'],
  async fidelity() {
    byDocker = await dockerReachesLab()
    return byDocker ? 'real' : 'simplified'
  },
  steps: [
    story('rapport'),

    run(
      'refus',
      async (scene, _live, section) => {
        scene.facts.line = await pull(scene, section, 'image')
      },
      { slots: ['refuse', 'obtenu'], picture: async () => [] },
    ),

    predict('quota', {
      choices: ['image', 'machine', 'adresse'],
      // Whom the registry says it counts for: an address, where there is no account.
      truth: async (scene) => {
        const { source } = await ask(scene, 'image')
        return /^[\d.:a-f]+$/i.test(source) ? 'adresse' : 'image'
      },
    }),

    run(
      'preuve',
      async (scene, _live, section) => {
        scene.start('tracker')
        await pull(scene, section, 'otherImage')
        await scene.post(2)
        await scene.until('the letters are read', async () => (await scene.lag()) === 0)
      },
      { group: GROUP, slots: ['refuse', 'obtenu'] },
    ),

    observe('constat', {
      prediction: 'quota',
      picture: async () => [],
      evidence: async (scene) => {
        const [wanted, other, lara] = await Promise.all([
          ask(scene, 'image'),
          ask(scene, 'otherImage'),
          ask(scene, 'image', true),
        ])
        const [kept, lag] = await Promise.all([scene.kept(), scene.lag()])
        const { limit = 0, remaining = 0, window = 0 } = wanted.quota ?? {}
        const refused = [wanted, other].filter(({ status }) => status === 429).length
        Object.assign(scene.facts, {
          ...{ refused, read: kept - lag, limit, remaining, hours: window / 3600, source: wanted.source },
          // As the headers have them.
          ...{ limitHeader: `${limit};w=${window}`, remainingHeader: `${remaining};w=${window}` },
          // The account's counter, before anything is done with it.
          before: lara.quota?.remaining ?? 0,
        })
        const answers = { 0: 'personne', 1: 'image', 2: wanted.source === other.source ? 'adresse' : 'image' }
        return { answer: kept === 0 || lag > 0 ? 'kafka' : answers[refused as 0 | 1 | 2] }
      },
    }),

    observe('diagnostic', {
      picture: async () => [],
      evidence: async (scene) => {
        const { verdict, evidence, remedies } = explainLog(String(scene.facts.line))
        scene.facts.doctor = invocation('doctor', flag('log'), '-')
        return {
          blocks: [
            { kind: 'code', caption: t('diagnostic:screen.proof'), lines: [evidence] },
            { kind: 'prose', text: `**${t(`diagnostic:verdicts.${verdict}.title`)}.**` },
            { kind: 'prose', text: t(`diagnostic:verdicts.${verdict}.why`) },
            { kind: 'list', items: remedies.slice(0, REMEDIES).map(({ title }, index) => `${index + 1}. ${title}`) },
          ],
        }
      },
    }),

    task('compte', {
      picture: async () => [],
      actions: [
        { id: 'connecter', run: (scene) => tell(scene, ({ hands }) => hands.signIn()) },
        { id: 'telecharger', run: (scene) => tell(scene, ({ lab, hands }) => hands.pull(lab.image)) },
      ],
      check: async (scene) => {
        const [nobody, lara] = await Promise.all([ask(scene, 'image'), ask(scene, 'image', true)])
        const { limit = 0, remaining = 0 } = lara.quota ?? {}
        const facts = {
          anonymousLimit: nobody.quota?.limit,
          anonymousLeft: nobody.quota?.remaining,
          accountLimit: limit,
          accountLeft: remaining,
        }
        if (lara.status === 429) return { done: false, state: 'refuse', facts }
        return { done: remaining < limit, facts }
      },
      solution: async ({ press }) => {
        await press('connecter')
        await press('telecharger')
      },
    }),

    observe('chez-vous', {
      picture: async () => [],
      evidence: async (scene) => {
        const { state, evidence } = await quotaHere(HUB_WITHIN)
        scene.facts.quota = evidence
        if (state === 'exhausted') return { state: 'epuise' }
        return state === 'unknown' ? { state: 'muet' } : {}
      },
    }),

    story('readme'),

    recap('retenir'),
  ],
})
