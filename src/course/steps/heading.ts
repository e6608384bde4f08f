// A step's heading: its section's title, and where the learner stands.
import { fill } from '../../i18n/index.js'
import type { Block } from '../../screen/screen.js'
import type { StepContext } from '../lesson.js'

type Heading = Extract<Block, { kind: 'heading' }>

export function heading(context: StepContext, glyph: Heading['glyph'] = 'now'): Heading {
  return { kind: 'heading', glyph, title: fill(context.section.title, context.scene.facts), place: context.place }
}
