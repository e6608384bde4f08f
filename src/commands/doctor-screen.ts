// What the doctor shows: one line a check, then the verdict, its proof and what mends it, on one screen of 80 columns.

import { Writable } from 'node:stream'
import type { Check, CheckId, Remedy, VerdictId } from '../diagnostic/index.js'
import { t } from '../i18n/index.js'
import { flag } from '../i18n/names.js'
import { invocation } from '../invocation.js'
import { createScreen } from '../screen/index.js'
import type { Block, EventLine } from '../screen/screen.js'

/** SCREENS.md: a screen is at most 20 lines of 80 columns. */
const LINES = 20
const COLUMNS = 80
/** Remedies whose commands stand alone, to paste; the others are a line each. */
const IN_FULL = 2
const OTHERS_AT_LEAST = 2
/** Characters: three lines. */
const LONGEST_PROOF = 200

export function checkLine({ id, status, evidence }: Check): EventLine {
  const name = t(`diagnostic:checks.${id}`)
  const text = `${t(`diagnostic:screen.${status}`).padEnd(3)}  ${evidence}`
  const said = status === 'skip' ? t('diagnostic:screen.skipSpoken') : t(`diagnostic:screen.${status}`)
  return {
    who: name,
    wide: text,
    narrow: text,
    spoken: t('diagnostic:screen.spoken', { name, status: said, evidence }),
    tone: ({ ok: 'normal', fail: 'trouble', skip: 'quiet' } as const)[status],
  }
}

/** What follows a failure is not tried: one line for all of it. */
export function restLine({ id }: Check): EventLine {
  const evidence = t('diagnostic:screen.rest', { check: t(`diagnostic:checks.${id}`) })
  return { who: '', wide: evidence, narrow: evidence, spoken: evidence, tone: 'quiet' }
}

/** Whether a check may take so long that it is announced: `diagnostic:screen.wait.<id>`. */
export function isLong(id: CheckId): id is 'pull' | 'kafka' {
  return id === 'pull' || id === 'kafka'
}

export interface Shown {
  verdict: VerdictId
  evidence: string
  remedies: Remedy[]
  /** Whether the image was pulled and started for real. */
  tried: boolean
}

/** The verdict, with as many remedies as one screen holds. */
export function verdictBlocks(shown: Shown): Block[] {
  const { remedies } = shown
  const layouts = Array.from({ length: IN_FULL }, (_, less) => IN_FULL - less).flatMap((full) => {
    const most = Math.max(0, remedies.length - full)
    const least = full > 1 ? Math.min(OTHERS_AT_LEAST, most) : 0
    return Array.from({ length: most - least + 1 }, (_, less) => draw(shown, full, most - less))
  })
  return layouts.find((blocks) => heightOf(blocks) <= LINES) ?? layouts.at(-1) ?? []
}

function draw({ verdict, evidence, remedies, tried }: Shown, full: number, others: number): Block[] {
  const caption = verdict === 'unknown' ? t('diagnostic:screen.saying') : t('diagnostic:screen.proof')
  const rest = remedies.slice(full, full + others)
  return [
    { kind: 'heading', glyph: 'now', title: t(`diagnostic:verdicts.${verdict}.title`) },
    { kind: 'prose', text: t(`diagnostic:verdicts.${verdict}.why`) },
    ...(verdict === 'ok' ? [howFar(tried)] : []),
    ...(evidence ? [{ kind: 'code' as const, caption, lines: [essence(evidence)] }] : []),
    ...remedies.slice(0, full).map(({ title, commands }, index): Block => {
      const text = t(index === 0 ? 'diagnostic:screen.first' : 'diagnostic:screen.second', { title: inside(title) })
      return commands.length > 0 ? { kind: 'command', caption: text, lines: commands } : { kind: 'prose', text }
    }),
    ...(rest.length > 0
      ? ([
          { kind: 'prose', text: t('diagnostic:screen.others') },
          { kind: 'list', items: rest.map(inOneLine) },
        ] as const)
      : []),
    ...(full + others < remedies.length
      ? [{ kind: 'prose' as const, text: t('diagnostic:screen.all', { command: reportCommand() }) }]
      : []),
  ]
}

function inOneLine({ title, commands: [command] }: Remedy): string {
  return command === undefined ? inside(title) : t('diagnostic:screen.other', { title: inside(title), command })
}

/** A title inside a sentence. */
function inside(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}

/** What a long line says in the end: « Error response from daemon » and a request's address say little. */
function essence(evidence: string): string {
  const limit = evidence.search(/toomanyrequests: /i)
  const said = limit > 0 ? evidence.slice(limit) : evidence.replace(/^(?:docker: )?error response from daemon: /i, '')
  return said.length <= LONGEST_PROOF ? said : `${said.slice(0, LONGEST_PROOF - 1)}…`
}

/** What an `ok` does not say by itself: whether the image was pulled and started too. */
function howFar(tried: boolean): Block {
  if (tried) return { kind: 'prose', text: t('diagnostic:screen.tried') }
  const command = invocation('doctor', flag('try'))
  return { kind: 'command', caption: t('diagnostic:screen.tryNow'), lines: [command] }
}

function reportCommand(): string {
  return invocation('doctor', flag('report'), t('diagnostic:report.file'))
}

/** Lines on a screen of 80 columns. */
function heightOf(blocks: Block[]): number {
  let text = ''
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  const input = process.stdin
  const screen = createScreen({
    form: 'plain',
    color: false,
    env: {},
    input,
    output: Object.assign(output, { columns: COLUMNS }),
  })
  screen.print(blocks)
  screen.close()
  return text.split('\n').length - 1
}
