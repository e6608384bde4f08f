// Every text the sources ask for exists, and every text there is has somebody to say it.
import { describe, expect, it } from 'vitest'
import { listLessons } from '../../src/course/catalogue.js'
import type { Fidelity } from '../../src/course/lesson.js'
import type { LessonState } from '../../src/course/progress.js'
import { CHECK_IDS } from '../../src/diagnostic/probe.js'
import { REMEDY_IDS } from '../../src/diagnostic/remedies.js'
import type { System } from '../../src/diagnostic/system.js'
import { VERDICTS } from '../../src/diagnostic/verdicts.js'
import type { OfficeKind } from '../../src/office/post-office.js'
import type { ProgramEvent } from '../../src/orders/events.js'
import type { PortHolder } from '../../src/programs/port.js'
import type { Running } from '../../src/programs/running.js'
import type { Move } from '../../src/screen/screen.js'
import { importLesson } from '../support/lessons.js'
import { type Asked, askedKeys, errorCodes, evidenceKeys, mentionedKeys, sources } from './source-keys.js'
import { readTexts, withoutPlural } from './texts.js'

/** All the values of a union type: leaving one out, or one too many, does not compile. */
function valuesOf<T extends string>(values: Record<T, true>): T[] {
  return Object.keys(values) as T[]
}

const LESSONS = await Promise.all(listLessons().map(({ id }) => importLesson(id)))
const EVENTS = valuesOf<ProgramEvent['event'] | 'joined-alone' | 'joined-none' | 'posting-keyed' | 'read-keyed'>({
  posting: true,
  'posting-keyed': true,
  'posting-text': true,
  delivered: true,
  unacknowledged: true,
  duplicate: true,
  'dead-letter': true,
  failed: true,
  joined: true,
  'joined-alone': true,
  'joined-none': true,
  read: true,
  'read-keyed': true,
  unreadable: true,
  waiting: true,
  stopped: true,
  killed: true,
  refused: true,
})
const STATES = valuesOf<LessonState>({ todo: true, started: true, done: true, skipped: true, read: true })
const PARTS = valuesOf<keyof Pick<Running, 'producer' | 'tracker' | 'office'>>({
  producer: true,
  tracker: true,
  office: true,
})
const MOVES = valuesOf<Exclude<Move, 'next'>>({ skip: true, reread: true, quit: true })

/**
 * The keys a template of the sources may stand for, by the template with a star for each `${…}`.
 * A template that is not here fails the test: add it, with the values it takes.
 */
const TEMPLATES: Record<string, string[]> = {
  'concepts.*': LESSONS.flatMap(({ concepts }) => concepts.map((concept) => `concepts.${concept}`)),
  'count.*': ['letters', 'drawers', 'receipts', 'members'].map((counted) => `count.${counted}`),
  'events.*.*': EVENTS.flatMap((event) => ['wide', 'narrow', 'spoken'].map((form) => `events.${event}.${form}`)),
  'errors.*': errorCodes().map((code) => `errors.${code}`),
  'course.where.*': valuesOf<OfficeKind>({ embedded: true, docker: true, existing: true }).map(
    (kind) => `course.where.${kind}`,
  ),
  'fidelity.why.*': ['fidelity.why.simplified', 'fidelity.why.unavailable'],
  'fidelity.*': valuesOf<Fidelity>({ real: true, simplified: true, unavailable: true }).map(
    (fidelity) => `fidelity.${fidelity}`,
  ),
  // commander's own headings.
  'help.titles.*': ['Usage', 'Options', 'Commands', 'Arguments', 'GlobalOptions'].map(
    (title) => `help.titles.${title}`,
  ),
  'lessons.*': STATES.map((state) => `lessons.${state}`),
  'office.*': valuesOf<OfficeKind>({ embedded: true, docker: true, existing: true }).map((kind) => `office.${kind}`),
  'port.*': valuesOf<Exclude<PortHolder['kind'], 'other'>>({ kafka: true, guichet: true }).map(
    (kind) => `port.${kind}`,
  ),
  // What the system says, and kafkajs.
  'reasons.*': ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR', 'timeout'].map(
    (code) => `reasons.${code}`,
  ),
  'stop.*': PARTS.map((part) => `stop.${part}`),
  '*Suggest': ['usage.unknownOptionSuggest', 'usage.unknownCommandSuggest'],
  'screen:key.*': ['enter', 'space', 'escape'].map((key) => `screen:key.${key}`),
  'screen:legend.*': [...MOVES, 'skipLesson', 'freeze', 'resume'].map((move) => `screen:legend.${move}`),
  'screen:menu.*': [...MOVES, 'skipLesson', 'freeze', 'resume'].map((move) => `screen:menu.${move}`),
  'screen:spoken.symbols.*': [
    ...['number', 'numbers', 'letter', 'none', 'times', 'divided', 'to', 'differs', 'marker'],
  ].map((name) => `screen:spoken.symbols.${name}`),
  'screen:spoken.units.*': ['s', 'min', 'h', 'MB', 'GB'].map((unit) => `screen:spoken.units.${unit}`),
  'screen:spoken.*': [...MOVES, 'skipLesson', 'hint'].map((action) => `screen:spoken.${action}`),
  'screen:live.*': ['screen:live.wait', 'screen:live.act', 'screen:live.type'],
  'screen:place.*': ['screen:place.narrow', 'screen:place.wide'],
  'screen:counter.*': ['screen:counter.bookmark', 'screen:counter.bookmarkNarrow'],
  'diagnostic:verdicts.*.title': VERDICTS.map((id) => `diagnostic:verdicts.${id}.title`),
  'diagnostic:verdicts.*.why': VERDICTS.map((id) => `diagnostic:verdicts.${id}.why`),
  'diagnostic:remedies.*.title': REMEDY_IDS.map((id) => `diagnostic:remedies.${id}.title`),
  'diagnostic:remedies.*.limit': REMEDY_IDS.map((id) => `diagnostic:remedies.${id}.limit`),
  'diagnostic:notRemedies.*': ['ecr-public', 'bitnami'].map((id) => `diagnostic:notRemedies.${id}`),
  'diagnostic:checks.*': CHECK_IDS.map((id) => `diagnostic:checks.${id}`),
  'diagnostic:evidence.*': evidenceKeys().map((key) => `diagnostic:evidence.${key}`),
  'diagnostic:screen.*': ['ok', 'fail', 'skip'].map((status) => `diagnostic:screen.${status}`),
  'diagnostic:screen.wait.*': ['pull', 'kafka'].map((id) => `diagnostic:screen.wait.${id}`),
  'diagnostic:report.*': ['what', 'state', 'evidence'].map((name) => `diagnostic:report.${name}`),
  'diagnostic:systems.*': valuesOf<System>({ linux: true, macos: true, windows: true, wsl: true }).map(
    (system) => `diagnostic:systems.${system}`,
  ),
}

const app = readTexts('app', 'fr')
const screen = readTexts('screen', 'fr')
const diagnostic = readTexts('diagnostic', 'fr')
const keys = new Set([
  ...[...app.keys()].map(withoutPlural),
  ...[...screen.keys()].map((key) => `screen:${withoutPlural(key)}`),
  ...[...diagnostic.keys()].map((key) => `diagnostic:${withoutPlural(key)}`),
])
const groups = new Set([...app.keys()].map((key) => key.split('.')[0]!))

const asked = sources().flatMap(askedKeys)
const mentioned = sources().flatMap((source) => mentionedKeys(source, groups))
const listed = (some: Asked[]) => [...new Set(some.map(({ file, key }) => `${file}: ${key}`))]
/** Names of commands, flags and values: not said but typed, and asked for by their type (src/i18n/names.ts). */
const isTyped = (key: string) => /^(commands|flags|values)\./.test(key)
const isTemplate = ({ key }: Asked) => key.includes('*')

describe('the texts the sources ask for', () => {
  it('are found where they are asked for', () => {
    expect(asked.length).toBeGreaterThan(100)
    expect(asked).toContainEqual({ file: 'course/steps/story.ts', key: 'pause.continue' })
  })

  it('exist, when the key is written out', () => {
    const missing = [...asked, ...mentioned].filter((one) => !isTemplate(one) && !keys.has(one.key))
    expect(listed(missing)).toEqual([])
  })

  it('have their templates listed here with the values they take', () => {
    const unknown = asked.filter((one) => isTemplate(one) && !(one.key in TEMPLATES))
    expect(listed(unknown)).toEqual([])
    const written = new Set(asked.map(({ key }) => key))
    expect(Object.keys(TEMPLATES).filter((template) => !written.has(template))).toEqual([])
  })

  it('exist, whatever value a template takes', () => {
    const missing = Object.values(TEMPLATES)
      .flat()
      .filter((key) => !keys.has(key))
    expect(missing).toEqual([])
  })

  it('leave no text that nobody says', () => {
    const said = new Set([...[...asked, ...mentioned].map(({ key }) => key), ...Object.values(TEMPLATES).flat()])
    expect([...keys].filter((key) => !said.has(key) && !isTyped(key))).toEqual([])
  })
})

describe('the names of commands, flags and values', () => {
  it('are all those of a command, and no other', () => {
    const source = sources()
      .map(({ text }) => text)
      .join('\n')
    const used = (call: string) => [...source.matchAll(new RegExp(`${call}\\('(\\w+)'`, 'g'))].map(([, name]) => name!)
    const named = (group: string) =>
      [...keys].filter((key) => key.startsWith(`${group}.`)).map((key) => key.split('.')[1]!)
    expect(new Set(named('commands'))).toEqual(new Set(used('\\.named')))
    expect(new Set(named('flags'))).toEqual(new Set(used('\\.flag')))
    expect(new Set(named('values'))).toEqual(new Set(used('\\bmeant')))
  })
})
