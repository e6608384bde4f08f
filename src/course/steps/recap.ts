// What to keep of a lesson: post, Kafka and your run side by side, the code that ran, the official command,
// and where the image breaks.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { t } from '../../i18n/index.js'
import { invocation } from '../../invocation.js'
import type { OfficeKind } from '../../office/post-office.js'
import { packageRoot } from '../../package-root.js'
import type { Block } from '../../screen/screen.js'
import type { Step } from '../lesson.js'
import { heading } from './heading.js'

/** What the notebook keeps of the address of an office that goes with its lesson; and where its commands will find one. */
const HOST = '127.0.0.1'
const USUAL = 'localhost:9092'

export interface RecapOptions {
  /**
   * The lines of a real source file to show: `lines` of them from the one that holds `find`; none where they explain
   * nothing. The prose's slot `source` says what they do.
   */
  source?: { file: 'src/producer.ts' | 'src/tracker.ts'; find: string; lines: number }
  /** Ends the programs first: its official command asks for a team without a reader. */
  alone?: boolean
}

export function recap(id: string, { source, alone = false }: RecapOptions = {}): Step {
  return {
    id,
    kind: 'recap',
    slots: ['body', 'command', 'break'],
    async play(context) {
      const { stage, section, scene, record } = context
      if (alone) await stage.during(t('pause.leaving'), scene.endPrograms())
      const body = section.blocks('body', scene.facts)
      const command = section.blocks('command', scene.facts)
      record({
        kind: 'recap',
        step: id,
        rows: section
          .blocks('body', scene.lasting(HOST))
          .flatMap((block) => (block.kind === 'table' ? block.rows : [])),
        commands: section
          .blocks('command', scene.lasting(USUAL))
          .flatMap((block) => (block.kind === 'command' ? [block.lines.join('\n')] : [])),
      })
      const code = source ? [sourceLines(source), ...section.blocks('source', scene.facts)] : []
      stage.show([heading(context, 'past'), ...body, ...code])
      await stage.pause(t('recap.tools'))
      stage.show([
        { kind: 'prose', text: `**${t('recap.withKafkaTools')}**, ${howLong(scene.office.kind)}` },
        ...command,
        { kind: 'heading', glyph: 'break', title: t('recap.break') },
        ...section.blocks('break', scene.facts),
      ])
      await stage.pause(context.next)
    },
  }
}

/** Until when the official commands find what they are about: the lesson takes it away. */
function howLong(office: OfficeKind): string {
  if (office !== 'embedded') return t('recap.deletedAfter')
  return t('recap.closesAfter', { command: `\`${invocation('start')}\`` })
}

/** Reads the lines from the source as shipped, so that what is shown is what ran. Throws when they are no longer there. */
function sourceLines({ file, find, lines }: NonNullable<RecapOptions['source']>): Block {
  const all = readFileSync(join(packageRoot, file), 'utf8').split('\n')
  const first = all.findIndex((line) => line.includes(find))
  if (first < 0) throw new Error(`${file} no longer holds « ${find} »`)
  const shown = all.slice(first, first + lines)
  const margin = Math.min(...shown.filter((line) => line.trim()).map((line) => line.search(/\S/)))
  const caption = t('recap.source', { file, first: first + 1, last: first + lines, count: lines })
  return { kind: 'code', caption, lines: shown.map((line) => line.slice(margin)) }
}
