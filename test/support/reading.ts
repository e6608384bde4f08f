// How long a learner takes: what there is to read, at a reader's pace, what there is to think and do, and real waiting.
import type { Block } from '../../src/screen/screen.js'
import type { Shown } from './heights.js'

/** Words a minute: an unhurried reader of French, who meets new words. */
const PACE = 180
/** Seconds to choose an answer; to do a task, with a mistake on the way; to look at a recap's code and command. */
export const CHOOSING = 10
export const DOING = 60
export const GLANCING = 15
/** Seconds to look at programs at work, or at a picture that has changed. */
const LOOKING = 6

/** Seconds to read a screen: its words, and its picture. */
export function reading(shown: Shown): number {
  const blocks = shown.kind === 'page' ? shown.prints.flat() : [shown.options.heading, ...(shown.options.body ?? [])]
  const drawn = shown.kind === 'live' || blocks.some(isPicture)
  return (60 * words(blocks)) / PACE + (drawn ? LOOKING : 0)
}

/** Words to read; source lines and commands are for whoever wants them. */
function words(blocks: Block[]): number {
  return blocks.flatMap(textsOf).reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0)
}

function isPicture({ kind }: Block): boolean {
  return ['counter', 'closed', 'bytes', 'team', 'lag'].includes(kind)
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [block.title]
    case 'prose':
      return [block.text]
    case 'list':
      return block.items
    case 'table':
      return [...block.head, ...block.rows.flat()]
    case 'check':
      return [block.expected, block.observed]
    default:
      return []
  }
}
