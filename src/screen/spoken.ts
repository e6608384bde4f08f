// Every kind of block as whole sentences, for a screen reader: no sign that it would spell out or leave out.
import { t } from '../i18n/index.js'
import { pasteable } from './blocks.js'
import { withoutMarks } from './inline.js'
import { spokenLag } from './pictures/bars.js'
import { spokenBytes } from './pictures/bytes.js'
import { spokenCheck } from './pictures/check.js'
import { spokenClosed } from './pictures/closed.js'
import { spokenCounter } from './pictures/counter-spoken.js'
import { spokenHeading } from './pictures/heading.js'
import { capital, shortIds } from './pictures/sentence.js'
import { spokenTable } from './pictures/table.js'
import { spokenTeam } from './pictures/team.js'
import type { Block } from './screen.js'

/** One block as lines, each for the terminal to wrap. An empty line comes before a heading. */
export function spokenBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return ['', speakable(spokenHeading(block))]
    case 'prose':
      return [speakable(block.text)]
    case 'list':
      return block.items.map(speakable)
    case 'table':
      return spokenTable(block).map(speakable)
    case 'code':
      return [...(block.caption ? [speakable(block.caption)] : []), ...block.lines]
    case 'command':
      return [block.caption ? speakable(block.caption) : t('screen:spoken.command'), ...oneLine(pasteable(block.lines))]
    case 'check':
      return spokenCheck(block).map(speakable)
    case 'events':
      return block.lines.map(({ spoken }) => speakable(spoken))
    case 'counter':
      return spokenCounter(block).map(speakable)
    case 'closed':
      return spokenClosed(block).map(speakable)
    case 'bytes':
      return spokenBytes(block)
    case 'team':
      return spokenTeam(block).map(speakable)
    case 'lag':
      return [speakable(spokenLag(block))]
    case 'gap':
      return []
  }
}

/** A command that goes on from line to line is one: a shell takes it as well, and nobody hears the signs between. */
function oneLine(lines: string[]): string[] {
  return lines
    .join('\n')
    .replace(/ \\\n\s*/g, ' ')
    .split('\n')
}

/** A sentence without signs: those that mean something are said, the drawn ones go. */
export function speakable(text: string): string {
  const word = (name: string) => t(`screen:spoken.symbols.${name}`)
  return shortIds(withoutMarks(text))
    .replace(/n°(?=\s*\d+ à \d)/g, word('numbers'))
    .replace(/n°/g, word('number'))
    .replace(/(^|[.!?] )\[(\d+)\]/g, (_, before, number) => before + capital(`${word('letter')} ${number}`))
    .replace(/\[(\d+)\]/g, `${word('letter')} $1`)
    .replace(/(?<=[:;]\s)—(?=\s|[.;]|$)/g, word('none'))
    .replace(/(\d+)\s*×\s*(\p{L}+(?: \p{L}+)?)/gu, (_, quantity, item) =>
      t('screen:spoken.quantity', { quantity, item }),
    )
    .replace(/\s*×\s*/g, ` ${word('times')} `)
    .replace(/\s*÷\s*/g, ` ${word('divided')} `)
    .replace(/\s*→\s*/g, ` ${word('to')} `)
    .replace(/\s*≠\s*/g, ` ${word('differs')} `)
    .replace(/▲/g, word('marker'))
    .replace(/\s*·\s*/g, ', ')
    .replace(/\s+—\s+/g, ', ')
    .replace(/\b([0-9a-f]{4})…(?=\S|\s|$)/g, '$1')
    .replace(UNIT, (_, amount, unit) => `${amount} ${unitOf(amount, unit)}`)
    .replace(/[◆◇│└┄]\s*/g, '')
}

/** A number and what it counts, shortened; but « 10 h 42 » is a time. */
const UNIT = /(\d+(?:[.,]\d+)?)[ \u00a0](s|min|h(?![ \u00a0]\d)|Mo|Go|MB|GB)(?![\p{L}\d])/gu

function unitOf(amount: string, unit: string): string {
  return t(`screen:spoken.units.${unit.replace('o', 'B')}`, { count: Number(amount.replace(',', '.')) })
}
