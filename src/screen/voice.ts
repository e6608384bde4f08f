// The two ways of showing things line by line: drawn with the guide bar, or spoken in sentences.
import { t } from '../i18n/index.js'
import { drawBlocks, sayLines } from './blocks.js'
import type { Part } from './changes.js'
import { guided, type Page } from './page.js'
import { drawerLines } from './pictures/counter.js'
import { byDrawer, drawerNow } from './pictures/counter-spoken.js'
import { eventLines } from './pictures/events.js'
import { elapsed, spokenElapsed } from './pictures/heading.js'
import { closed, sentence } from './pictures/sentence.js'
import { spokenTable } from './pictures/table.js'
import { spokenMember, teamName } from './pictures/team.js'
import type { Block, EventLine } from './screen.js'
import { speakable, spokenBlock } from './spoken.js'

export interface Voice {
  spoken: boolean
  blocks(blocks: Block[]): string[]
  /** What stands between two things printed one after the other. */
  gap: string[]
  event(line: EventLine): string[]
  status(text: string): string[]
  /** How long it has taken, in milliseconds. */
  elapsed(time: number): string[]
  /** The time is said again after so long, while nothing else is (milliseconds). */
  tick: number
  /** The parts of a picture that change by themselves, by name. */
  parts(picture: Block[]): Map<string, Part>
  /** Those that have changed. */
  changed(parts: Part[]): string[]
  /** They are told so often at most (milliseconds). */
  every: number
}

/** As in the terminal, but line after line. */
export function drawnVoice(page: Page): Voice {
  return {
    spoken: false,
    blocks: (blocks) => drawBlocks(blocks, page),
    gap: [guided('', page)],
    event: (line) => eventLines(line, page).map((text) => guided(text, page)),
    status: (text) => sayLines(text, page),
    elapsed: (time) => sayLines(t('screen:live.elapsed', { time: elapsed(time) }), page),
    tick: 1000,
    parts: (picture) => partsOf(picture, (block) => drawnParts(block, page)),
    changed: (parts) => parts.map(({ text }) => text),
    every: 1000,
  }
}

/** In sentences. */
export function spokenVoice(): Voice {
  return {
    spoken: true,
    blocks: (blocks) => blocks.flatMap(spokenBlock),
    gap: [],
    event: ({ spoken }) => [speakable(spoken)],
    status: (text) => [closed(speakable(text))],
    elapsed: (time) => [sentence(t('screen:spoken.elapsed', { time: spokenElapsed(time) }))],
    tick: 3000,
    parts: (picture) => {
      // Of several counters, each drawer is said with the counter's name.
      const several = picture.filter(({ kind }) => kind === 'counter').length > 1
      return partsOf(picture, (block) => spokenParts(block, several))
    },
    changed: byDrawer,
    every: 2000,
  }
}

type Parts = [string, Part][]

function partsOf(picture: Block[], parts: (block: Block) => Parts): Map<string, Part> {
  return new Map(
    picture.flatMap((block, index) => parts(block).map(([name, part]): Parts[number] => [`${index} ${name}`, part])),
  )
}

/** A counter changes drawer by drawer (the time it was read at is no change); another block as a whole. */
function drawnParts(block: Block, page: Page): Parts {
  if (block.kind !== 'counter') return [['', { text: drawBlocks([block], page).join('\n') }]]
  return block.drawers.map((drawer) => {
    const lines = drawerLines(block, drawer, page).map((line) => guided(line, page))
    return [`${block.topic} ${drawer.partition}`, { text: lines.join('\n') }]
  })
}

/** The same for the ear, where as little as can be is said again: a member, a row. */
function spokenParts(block: Block, several: boolean): Parts {
  switch (block.kind) {
    case 'counter': {
      const { topic } = block
      const name: Parts = several ? [] : [['name', { text: t('screen:spoken.counterNow', { topic }) }]]
      const drawers = block.drawers.map((drawer): Parts[number] => [
        `${topic} ${drawer.partition}`,
        { text: drawerNow(block, drawer), drawer: { topic: several ? topic : undefined, partition: drawer.partition } },
      ])
      return [...name, ...drawers]
    }
    case 'team':
      return [
        ['name', { text: teamName(block) }],
        ...block.members.map((member): Parts[number] => [member.name, { text: spokenMember(member) }]),
      ]
    case 'table':
      return spokenTable(block).map((row, index) => [String(index), { text: speakable(row) }])
    default:
      return [['', { text: spokenBlock(block).join('\n') }]]
  }
}
