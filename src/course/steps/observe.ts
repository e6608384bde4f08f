// What the broker shows now, beside what the learner said before.
import { t } from '../../i18n/index.js'
import type { Block } from '../../screen/screen.js'
import { LessonFailed, type Prediction, type Step } from '../lesson.js'
import type { Scene } from '../scene/scene.js'
import { heading } from './heading.js'
import { type Pictured, pictureOf } from './pictured.js'

export interface ObserveOptions extends Pictured {
  /** The id of the prediction this answers. */
  prediction?: string
  /** Slots of the step's section that its picture says. */
  slots?: string[]
  /** Reads the evidence: the choice it amounts to, and more to draw. It may fill the scene's facts. */
  evidence(scene: Scene): Promise<{ answer?: string; blocks?: Block[]; state?: string }>
}

export function observe(id: string, options: ObserveOptions): Step {
  return {
    id,
    kind: 'observation',
    slots: [...(options.prediction ? ['shown', 'right', 'wrong'] : ['body']), ...(options.slots ?? [])],
    async play(context) {
      const { stage, section, scene, predictions, record } = context
      const { answer, blocks = [], state } = await stage.during(t('pause.asking'), options.evidence(scene))
      const picture = await stage.during(t('pause.asking'), pictureOf(scene, section, options))
      const prediction = options.prediction ? predictions.get(options.prediction) : undefined
      // What leads to more than the picture is said where there is more: an office may have no file to show.
      const before = blocks.length > 0 ? section.blocks('before', scene.facts) : []
      stage.show([heading(context), ...before, ...blocks, ...picture])
      if (prediction && answer !== undefined) {
        const shown = section.text('shown', scene.facts)
        if (answer !== prediction.truth) {
          const expected = prediction.labels.get(prediction.truth) ?? prediction.truth
          throw new LessonFailed(id, expected, shown)
        }
        const right = prediction.said === answer
        const own = `wrong:${prediction.said}`
        const why = right ? 'right' : section.has(own) ? own : 'wrong'
        const kept = { said: said(prediction), shown, right, ...(right ? {} : { why: section.text(why, scene.facts) }) }
        record({ kind: 'prediction', step: options.prediction!, ...kept })
        stage.show([{ kind: 'prose', text: verdict(prediction, right, shown) }, ...section.blocks(why, scene.facts)])
      }
      // A slot `body:state` stands in for `body`, where the evidence may be of several kinds.
      stage.show(section.blocks(state && section.has(`body:${state}`) ? `body:${state}` : 'body', scene.facts))
      await stage.pause(t('pause.continue'))
    },
  }
}

function said(prediction: Prediction): string | undefined {
  return prediction.said === undefined ? undefined : prediction.labels.get(prediction.said)
}

function verdict(prediction: Prediction, right: boolean, shown: string): string {
  if (prediction.said === undefined) return t('verdict.skipped', { shown })
  return t(right ? 'verdict.right' : 'verdict.wrong', { said: said(prediction), shown })
}
