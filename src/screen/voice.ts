// The two ways of showing things line by line: drawn with the guide bar, or spoken in sentences.
import { t } from '../i18n/index.js'
import { drawBlocks, sayLines } from './blocks.js'
import { guided, type Page } from './page.js'
import { drawerLines, spokenDrawer } from './pictures/counter.js'
import { eventLines } from './pictures/events.js'
import { elapsed, spokenElapsed } from './pictures/heading.js'
import { closed, sentence } from './pictures/sentence.js'
import type { Block, EventLine } from './screen.js'
import { speakable, spokenBlock } from './spoken.js'

export interface Voice {
  blocks(blocks: Block[]): string[]
  /** What stands between two things printed one after the other. */
  gap: string[]
  event(line: EventLine): string[]
  status(text: string): string[]
  /** How long it has taken, in milliseconds. */
  elapsed(time: number): string[]
  /** The parts of a picture that change by themselves, as text by part. */
  parts(picture: Block[]): Map<string, string>
  /** The picture as it is in the end, when its changes do not say it all. */
  last(picture: Block[]): string[]
}

/** As in the terminal, but line after line. */
export function drawnVoice(page: Page): Voice {
  return {
    blocks: (blocks) => drawBlocks(blocks, page),
    gap: [guided('', page)],
    event: (line) => eventLines(line, page).map((text) => guided(text, page)),
    status: (text) => sayLines(text, page),
    elapsed: (time) => sayLines(t('screen:live.elapsed', { time: elapsed(time) }), page),
    parts: (picture) =>
      partsOf(
        picture,
        (counter, drawer) => drawerLines(counter, drawer, page).map((line) => guided(line, page)),
        (block) => drawBlocks([block], page),
      ),
    last: (picture) => drawBlocks(picture, page),
  }
}

/** In sentences. */
export function spokenVoice(): Voice {
  return {
    blocks: (blocks) => blocks.flatMap(spokenBlock),
    gap: [],
    event: ({ spoken }) => [speakable(spoken)],
    status: (text) => [closed(speakable(text))],
    elapsed: (time) => [sentence(spokenElapsed(time))],
    parts: (picture) => {
      const topics = picture.flatMap((block) => (block.kind === 'counter' ? [block.topic] : []))
      const named = (topic: string) => t('screen:spoken.counterNow', { topic })
      // Of several counters, each drawer is said with the counter's name.
      const drawer = (counter: Counter, one: Counter['drawers'][number]) => [
        ...(topics.length > 1 ? [named(counter.topic)] : []),
        speakable(spokenDrawer(counter, one)),
      ]
      const parts = partsOf(picture, (counter, one) => [drawer(counter, one).join(' ')], spokenBlock)
      const [only, ...others] = topics
      const name: [string, string][] = only && others.length === 0 ? [[`name ${only}`, named(only)]] : []
      return new Map([...name, ...parts])
    },
    last: () => [],
  }
}

type Counter = Extract<Block, { kind: 'counter' }>

/** A counter changes drawer by drawer (the time it was read at is no change); another block as a whole. */
function partsOf(
  picture: Block[],
  drawer: (counter: Counter, drawer: Counter['drawers'][number]) => string[],
  other: (block: Block) => string[],
): Map<string, string> {
  const parts = new Map<string, string>()
  for (const [index, block] of picture.entries()) {
    if (block.kind !== 'counter') parts.set(`block ${index}`, other(block).join('\n'))
    else for (const one of block.drawers) parts.set(`${block.topic} ${one.partition}`, drawer(block, one).join('\n'))
  }
  return parts
}
