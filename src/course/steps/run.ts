// Real programs at work: their lines as they come, and under them the counter or another picture, read from the broker.
import { setTimeout as sleep } from 'node:timers/promises'
import { t } from '../../i18n/index.js'
import type { Block, Live } from '../../screen/screen.js'
import type { Step, StepContext } from '../lesson.js'
import type { Section } from '../prose.js'
import type { Scene } from '../scene/scene.js'
import { Quit } from '../stage.js'
import { heading } from './heading.js'
import { type Pictured, pictureOf } from './pictured.js'

export interface RunOptions extends Pictured {
  /** Slots of the step's section, beside its body, that its action or its picture says. */
  slots?: string[]
  /** The learner is asked before it begins, and nothing after it needs it. */
  optional?: boolean
}

/** `action` starts programs and resolves when what the step shows has happened. */
export function run(
  id: string,
  action: (scene: Scene, live: Live, section: Section) => Promise<void>,
  options: RunOptions = {},
): Step {
  return {
    id,
    kind: 'run',
    slots: ['body', ...(options.slots ?? [])],
    async play(context) {
      const { stage, section, scene, auto, brief } = context
      let body = brief ? [] : section.blocks('body', scene.facts)
      if (options.optional) {
        stage.show([heading(context), ...body])
        body = []
        if (auto || brief) {
          stage.show([{ kind: 'prose', text: t('optional.auto') }])
          await stage.pause(t('pause.continue'))
          return
        }
        if ((await stage.pause(t('optional.begin'))).skip) return
      }
      let passed = false
      if (!auto && stage.isLong(body)) {
        // What is long is read first: programs would be done before it is.
        stage.show([heading(context), ...body])
        body = []
        passed = (await stage.pause(t('pause.start'))).skip
      }
      const live = stage.live({ heading: heading(context), body })
      await drawn(context, live, options, async (draw) => {
        const skipped = (await throughKeys(live, action(scene, live, section))) || passed
        if (auto || brief || skipped) return
        await draw()
        live.ready(t('pause.continue'))
        await enter(live)
      })
      if (section.has('after') && !brief) {
        stage.show(section.blocks('after', scene.facts))
        await stage.pause(t('pause.continue'))
      }
    },
  }
}

/**
 * Runs `body` with the programs' lines and the picture kept up to date in the live view. `body` may draw at once, so
 * that Enter is not offered under a picture that is a moment old.
 */
export async function drawn(
  { scene, section }: StepContext,
  live: Live,
  pictured: Pictured,
  body: (draw: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const over = new AbortController()
  let last: Block[] = []
  const draw = async () => {
    // While our office is closed, whatever answers in its place is not asked.
    if (!scene.officeOpen && !pictured.told) last = last.map(closed)
    else last = await pictureOf(scene, section, pictured).catch(() => (scene.officeOpen ? last : last.map(closed)))
    if (last.length > 0) live.picture(last)
  }
  const drawing = (async () => {
    while (!over.signal.aborted) {
      await draw()
      await sleep(300, undefined, { signal: over.signal }).catch(() => {})
    }
  })()
  scene.attach(live)
  try {
    await body(draw)
  } finally {
    over.abort()
    await drawing
    await draw()
    scene.attach(undefined)
    live.end()
  }
}

/** What can be shown of a counter while its office is closed: that it does not answer. */
function closed(block: Block): Block {
  if (block.kind !== 'counter') return block
  const { topic, drawers, readAt } = block
  return { kind: 'closed', topic, drawers: drawers.map(({ partition }) => partition), since: readAt }
}

/** Waits for the work, while the learner may quit, or say that the pause after it is not needed. */
async function throughKeys(live: Live, work: Promise<void>): Promise<boolean> {
  let skipped = false
  const done = work.then(() => 'done' as const)
  let coming = live.next()
  for (;;) {
    const event = await Promise.race([done, coming])
    if (event === 'done') return skipped
    coming = live.next()
    if ('move' in event && event.move === 'quit') throw new Quit()
    if ('move' in event && event.move === 'skip') skipped = true
  }
}

/** Waits for Enter (or `p`). */
async function enter(live: Live): Promise<void> {
  for (;;) {
    const event = await live.next()
    if (!('move' in event)) continue
    if (event.move === 'quit') throw new Quit()
    if (event.move !== 'reread') return
  }
}
