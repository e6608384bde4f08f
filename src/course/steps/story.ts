// Something to read, then a key.
import { t } from '../../i18n/index.js'
import type { Step } from '../lesson.js'
import { heading } from './heading.js'

export function story(id: string): Step {
  return {
    id,
    kind: 'story',
    slots: ['body'],
    async play(context) {
      const { stage, section, scene } = context
      stage.show([heading(context), ...section.blocks('body', scene.facts)])
      await stage.pause(t('pause.continue'))
    },
  }
}
