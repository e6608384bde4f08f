// What a person sees of lessons 13 and 14 where there is no Docker: one is read, the other makes docker's requests itself.
// `npx vitest run test/e2e/screens --update` writes the pages anew.
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Language } from '../../src/i18n/index.js'
import { follow, GO_ON, type Screen, stepOf } from '../course/way.js'
import { actionKeys } from '../support/actions.js'
import { unfitForTheEar } from '../support/ear.js'
import { expectNoTrace, newPlace, type Place, play } from './cli.js'
import { keepPortTaken } from './port-9092.js'
import { maskPage, maskSpoken } from './screen-masks.js'

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

const ENTER = '(?:Entrée|Enter) ?:? ?'
const read = stepOf(7)
const played = stepOf(10)

/** A machine whose PATH has a shell, and nothing else. */
function withoutDocker(): Place {
  const place = newPlace()
  const bin = join(place.here, 'bin')
  mkdirSync(bin)
  symlinkSync('/bin/sh', join(bin, 'sh'))
  place.env.PATH = bin
  return place
}

const lesson13 = (): Screen[] => [
  { name: 'first page', see: new RegExp(`${ENTER}(?:lire|read)`), key: 'Enter' },
  { name: 'page 1', see: read(1), key: 'Enter' },
  { name: 'the question', see: read(2, 'a b c'), key: 'a' },
  ...[2, 3, 4, 5, 6].map((step) => ({ name: `page ${step}`, see: read(step), key: 'Enter' })),
  { name: 'the last page', see: read(7, `${ENTER}(?:terminer|finish)`), key: 'Enter' },
]

/** A learner who is wrong at the question, tries without an account, then does the task. */
const lesson14 = ({ connecter, telecharger }: Record<string, string>): Screen[] => [
  { name: 'first page', see: new RegExp(`${ENTER}(?:commencer|begin)`), key: 'Enter' },
  { name: 'the story', see: played(1), key: 'Enter' },
  { name: 'the refusal', see: played(2, `(?:refusé|refused)[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'its own line', see: new RegExp(`unauthenticated[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the question', see: played(3, 'a b c'), key: 'a' },
  // What programs print at once there is not the same twice.
  { name: '', see: played(4, `\\[1\\]▲[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'who is counted', see: played(5), key: 'Enter' },
  { name: 'the diagnostic', see: played(6), key: 'Enter' },
  { name: 'the task', see: played(7, '(?:lara’s name|nom[\\s│]+de lara) 200'), key: telecharger! },
  { name: 'refused again', see: played(7, 'toomanyrequests'), key: connecter! },
  { name: 'signed in', see: /Login Succeeded/, key: telecharger! },
  { name: 'the task done', see: new RegExp(`✓[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'no network', see: played(8), key: 'Enter' },
  { name: 'for a README', see: played(9), key: 'Enter' },
  { name: 'the recap', see: /(?:avec les outils de|with) Kafka/, key: 'Enter' },
  { name: 'the last page', see: new RegExp(`${ENTER}(?:terminer|finish)`), key: 'Enter' },
]

/** The same line by line, where what is typed ends with Enter. */
const spoken = (steps: number) => (step: number, foot: string) =>
  new RegExp(`${step} (?:sur|of) ${steps}(?![\\s\\S]*\\d (?:sur|of) ${steps}\\b)[\\s\\S]*${foot}$`)
const SPOKEN_GO_ON = '(?:continuer|continue)\\.'
const said = spoken(10)
const spoken14 = ({ connecter, telecharger }: Record<string, string>): Screen[] => [
  { name: '', see: /(?:commencer|begin) ?;.*$/, key: '\r' },
  { name: '', see: said(1, SPOKEN_GO_ON), key: '\r' },
  { name: '', see: said(2, `(?:refusé|refused)[\\s\\S]*${SPOKEN_GO_ON}`), key: '\r' },
  { name: '', see: new RegExp(`unauthenticated[\\s\\S]*${SPOKEN_GO_ON}$`), key: '\r' },
  { name: '', see: said(3, '(?:passer|skip)\\.'), key: 'a\r' },
  { name: '', see: said(4, SPOKEN_GO_ON), key: '\r' },
  { name: '', see: said(5, SPOKEN_GO_ON), key: '\r' },
  { name: '', see: said(6, SPOKEN_GO_ON), key: '\r' },
  { name: '', see: said(7, '(?:lara’s name|nom de lara) 200[^\\n]*'), key: `${connecter}\r` },
  { name: '', see: /Login Succeeded[^\n]*$/, key: `${telecharger}\r` },
  { name: '', see: /(?:Attendu|Expected) ?:[\s\S]*(?:continuer|continue)\.$/, key: '\r' },
  { name: '', see: said(8, SPOKEN_GO_ON), key: '\r' },
  { name: '', see: said(9, SPOKEN_GO_ON), key: '\r' },
  { name: '', see: said(10, '(?:avec les outils de|with) Kafka.*'), key: '\r' },
  { name: '', see: /(?:terminer|finish)\.$/, key: '\r' },
]

const LESSONS = [
  { lesson: '13', id: '13-docker', way: lesson13 },
  { lesson: '14', id: '14-trop-de-requetes', way: lesson14 },
]
const LOOKS: { lang: Language; columns: number }[] = [
  { lang: 'fr', columns: 80 },
  { lang: 'en', columns: 40 },
  ...(process.env.GUICHET_LONG
    ? ([
        { lang: 'fr', columns: 40 },
        { lang: 'en', columns: 80 },
      ] as const)
    : []),
]
const PAGES = LESSONS.flatMap((lesson) => LOOKS.map((look) => ({ ...lesson, ...look })))

describe.skipIf(process.platform === 'win32').concurrent('without Docker', { timeout: 90_000 }, () => {
  it.for(PAGES)(
    'lesson $lesson in $lang at $columns columns',
    async ({ lesson, id, way, lang, columns }, { expect }) => {
      // A step and its heading at once.
      const rows = columns < 80 ? 60 : 24
      const place = withoutDocker()
      const terminal = play(place, ['lecon', lesson, '--lang', lang], { columns, rows })
      try {
        const pages: string[] = []
        const seen = (name: string, shown: string) => {
          if (name) pages.push(`════ ${name}\n${maskPage(shown, columns)}\n`)
        }
        await follow(terminal, way(await actionKeys(id, lang)), { seen })
        expect((await terminal.exit).code).toBe(0)
        expectNoTrace(terminal.history())
        // After the last lesson, where to go from there.
        if (lesson === '14') expect(terminal.history()).toMatch(/docs\/(au-travail\.fr|at-work)\.md/)
        // What was read is not done.
        const { lessons } = JSON.parse(readFileSync(join(place.home, 'progress.json'), 'utf8'))
        const states = Object.values(lessons as Record<string, { state: string }>).map(({ state }) => state)
        expect(states).toEqual([lesson === '13' ? 'read' : 'done'])
        await expect(pages.join('\n')).toMatchFileSnapshot(`screens/lesson-${lesson}.${lang}.${columns}x${rows}.txt`)
      } finally {
        await terminal.kill()
        place.remove()
      }
    },
  )

  it('lesson 14 line by line', async ({ expect }) => {
    const place = withoutDocker()
    const terminal = play(place, ['lecon', '14', '--simple'], { columns: 300, rows: 200 })
    try {
      await follow(terminal, spoken14(await actionKeys('14-trop-de-requetes', 'fr')))
      expect((await terminal.exit).code).toBe(0)
      expect(unfitForTheEar(terminal.screen(), 'fr')).toEqual([])
      await expect(maskSpoken(terminal.screen())).toMatchFileSnapshot('screens/lesson-14.fr.simple.txt')
    } finally {
      await terminal.kill()
      place.remove()
    }
  })
})
