// A hands-on task: the learner acts, and the broker is asked, again and again, whether it is done.
import { setTimeout as sleep } from 'node:timers/promises'
import { t } from '../../i18n/index.js'
import { type Abilities, OfficeError } from '../../office/post-office.js'
import type { Block, Live, LiveEvent } from '../../screen/screen.js'
import { LessonFailed, type Step } from '../lesson.js'
import type { Scene } from '../scene/scene.js'
import { Quit } from '../stage.js'
import { heading } from './heading.js'
import type { Pictured } from './pictured.js'
import { drawn } from './run.js'

/** How things stand: `facts` fill the prose's `expected` and `observed` slots. */
interface Standing {
  done: boolean
  /** Which `observed:state` slot says it, when there are several. */
  state?: string
  facts: Record<string, string | number | undefined>
}

interface Action {
  id: string
  /** Only where the office can; everywhere when absent. */
  when?(can: Abilities): boolean
  run(scene: Scene): Promise<void>
}

export interface TaskOptions extends Pictured {
  /** What can be done, in the order of the prose's `actions` list, which has a key for each. */
  actions?: Action[]
  /** What to do with a line the learner types; the prose's `field` slot says what to type. */
  typed?(scene: Scene, text: string): Promise<void>
  /** Reads the broker, never the task's own variables. */
  check(scene: Scene): Promise<Standing>
  /** More to show once it is done. */
  show?(scene: Scene): Block[]
  /** What `--auto` does in the learner's place, through the same actions. */
  solution(hands: Hands, scene: Scene): Promise<void>
}

interface Hands {
  press(action: string): Promise<void>
  type(text: string): Promise<void>
}

/** How long the solution is given to take effect, in `--auto`. */
const SOLUTION_DEADLINE = 20_000
/** Time for the programs' lines about what has just succeeded, in milliseconds. */
const LAST_WORDS = 400

export function task(id: string, options: TaskOptions): Step {
  const { actions = [], typed } = options
  return {
    id,
    kind: 'task',
    slots: [
      'body',
      'hints',
      'expected',
      'observed',
      ...(actions.length ? ['actions'] : []),
      ...(typed ? ['field'] : []),
    ],
    ids: actions.map((action) => action.id),
    async play(context) {
      const { stage, section, scene, auto, record } = context
      const keys = section.keyed('actions', scene.facts)
      const keyed = actions.map((action, index) => ({ ...action, ...keys[index]! }))
      const possible = keyed.filter(({ when }) => when?.(scene.office.can) ?? true)
      const live = stage.live({
        heading: heading(context),
        body: section.blocks('body', scene.facts),
        actions: possible.map(({ key, label }) => ({ key, label })),
        ...(typed ? { field: { label: section.text('field', scene.facts) } } : {}),
        hints: section.items('hints', scene.facts),
      })
      const act = (done: Promise<void>) =>
        done.catch((error: unknown) => {
          if (!(error instanceof OfficeError && error.code === 'group-not-empty')) throw error
          scene.refused()
        })
      const hands: Hands = {
        press: (wanted) => act(actions.find((action) => action.id === wanted)!.run(scene)),
        type: (text) => act(typed!(scene, text)),
      }
      let standing: Standing = { done: false, facts: {} }
      const observed = () =>
        section.text(standing.state ? `observed:${standing.state}` : 'observed', { ...scene.facts, ...standing.facts })
      const look = async () => {
        // An office that is closing does not answer: what was last seen stands.
        standing = await options.check(scene).catch(() => standing)
        // That it is done is said once, after the live view.
        live.status(standing.done ? '' : observed())
        return standing.done
      }
      await drawn(context, live, options, async () => {
        if (auto) await solve(hands, options, scene, look)
        // What programs have still to say of it is let in.
        else if (await byHand(live, hands, possible, look)) await sleep(LAST_WORDS)
      })
      const facts = Object.assign(scene.facts, standing.facts)
      const expected = section.text('expected', facts)
      if (auto && !standing.done) throw new LessonFailed(id, expected, observed())
      record({ kind: 'task', step: id, outcome: standing.done ? 'done' : 'skipped' })
      if (!standing.done) stage.show([{ kind: 'prose', text: t('task.skipped', { expected }) }])
      else {
        stage.show([{ kind: 'check', ok: true, expected, observed: observed() }, ...(options.show?.(scene) ?? [])])
        if (section.has('after')) stage.show(section.blocks('after', facts))
      }
      await stage.pause(t('pause.continue'))
    },
  }
}

async function solve(hands: Hands, options: TaskOptions, scene: Scene, look: () => Promise<boolean>): Promise<void> {
  await options.solution(hands, scene)
  const end = Date.now() + SOLUTION_DEADLINE
  while (!(await look()) && Date.now() < end) await sleep(40)
}

/** Lets the learner act until the check holds; false when they skip. */
async function byHand(
  live: Live,
  hands: Hands,
  actions: { id: string; key: string }[],
  look: () => Promise<boolean>,
): Promise<boolean> {
  // Kept from one look to the next: a key pressed while the broker is asked is not lost.
  let coming = live.next()
  for (;;) {
    if (await look()) return true
    const event: LiveEvent | undefined = await Promise.race([coming, sleep(300, undefined)])
    if (!event) continue
    coming = live.next()
    if ('text' in event) await hands.type(event.text)
    else if ('action' in event) {
      const action = actions.find(({ key }) => key === event.action)
      if (action) await hands.press(action.id)
    } else if (event.move === 'quit') throw new Quit()
    else if (event.move === 'skip') return false
  }
}
