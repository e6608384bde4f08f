// A prediction: the learner answers before it runs. The right answer is worked out first, from the client's
// algorithm or the admin API; the observation that follows reads its evidence elsewhere.
import { t } from '../../i18n/index.js'
import { CHOICE_LETTERS } from '../../screen/keys.js'
import type { Step } from '../lesson.js'
import type { Scene } from '../scene/scene.js'
import { shuffled } from '../shuffled.js'
import { heading } from './heading.js'

export interface PredictOptions {
  /** In the order of the prose's `choices` list. */
  choices: string[]
  /** The id of the right choice; it may fill the scene's facts. */
  truth(scene: Scene): Promise<string>
}

export function predict(id: string, { choices, truth }: PredictOptions): Step {
  return {
    id,
    kind: 'prediction',
    slots: ['body', 'choices', 'hints'],
    ids: choices,
    async play(context) {
      const { stage, section, scene, auto, brief } = context
      const right = await stage.during(t('pause.asking'), truth(scene))
      const texts = section.items('choices', scene.facts)
      const usual = choices.map((choice, index): [string, string] => [choice, texts[index]!])
      // In a revision the right answer is not where it was.
      const labels = new Map(brief ? shuffled(usual) : usual)
      const body = section.blocks('body', scene.facts)
      if (auto) {
        const letters = [...labels.values()].map((text, index) => `${CHOICE_LETTERS[index]}. ${text}`)
        stage.show([heading(context), ...body, { kind: 'list', items: letters }])
        stage.show([{ kind: 'prose', text: t('prediction.auto', { answer: labels.get(right) }) }])
      }
      const said = auto
        ? right
        : await stage.ask({
            heading: heading(context),
            body,
            choices: [...labels].map(([choice, label]) => ({ id: choice, label })),
            hints: brief ? [] : section.items('hints', scene.facts),
          })
      context.predictions.set(id, { said, truth: right, labels })
    },
  }
}
