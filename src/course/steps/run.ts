// Real programs at work: their lines as they come, and under them the counter or another picture, read from the broker.
import { setTimeout as sleep } from 'node:timers/promises'
import { t } from '../../i18n/index.js'
import type { Live } from '../../screen/screen.js'
import type { Step } from '../lesson.js'
import type { Scene } from '../scene.js'
import { Quit } from '../stage.js'
import { heading } from './heading.js'
import { type Pictured, pictureOf } from './pictured.js'

/** `action` starts programs and resolves when what the step shows has happened. */
export function run(id: string, action: (scene: Scene, live: Live) => Promise<void>, options: Pictured = {}): Step {
  return {
    id,
    kind: 'run',
    slots: ['body'],
    async play(context) {
      const { stage, section, scene, auto, brief } = context
      const body = brief ? [] : section.blocks('body', scene.facts)
      const live = stage.live({ heading: heading(context), body })
      await drawn(scene, live, options, async () => {
        const skipped = await throughKeys(live, action(scene, live))
        if (auto || brief || skipped) return
        live.ready(t('pause.continue'))
        await enter(live)
      })
      if (section.has('after') && !brief) {
        stage.show(section.blocks('after', scene.facts))
        if (!auto) await stage.pause(t('pause.continue'))
      }
    },
  }
}

/** Runs `body` with the programs' lines and the picture kept up to date in the live view. */
export async function drawn(scene: Scene, live: Live, pictured: Pictured, body: () => Promise<void>): Promise<void> {
  let going = true
  const draw = async () => {
    // A closed office has nothing to show: the last picture stays.
    const picture = await pictureOf(scene, pictured).catch(() => undefined)
    if (picture) live.picture(picture)
  }
  const drawing = (async () => {
    while (going) {
      await draw()
      await sleep(300)
    }
  })()
  scene.attach(live)
  try {
    await body()
  } finally {
    going = false
    await drawing
    await draw()
    scene.attach(undefined)
    live.end()
  }
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
export async function enter(live: Live): Promise<void> {
  for (;;) {
    const event = await live.next()
    if (!('move' in event)) continue
    if (event.move === 'quit') throw new Quit()
    if (event.move !== 'reread') return
  }
}
