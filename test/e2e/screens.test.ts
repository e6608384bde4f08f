// What a person sees of lesson 4, page by page, in both languages and every form: a change of it shows in review.
// `npx vitest run test/e2e/screens --update` writes the pages anew.
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Language } from '../../src/i18n/index.js'
import { actionKeys } from '../support/actions.js'
import { unfitForTheEar } from '../support/ear.js'
import type { Terminal } from '../support/terminal.js'
import { expectNoTrace, newPlace, play } from './cli.js'
import { keepPortTaken } from './port-9092.js'
import { maskPage, maskSpoken } from './screen-masks.js'

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

/** Where something is seen: its page is kept under `name`, then the key is pressed. */
interface Stop {
  name?: string
  see: RegExp
  key: string
}

const GO_ON = '(?:Entrée|Enter)\\s?:? (?:continuer|continue)'
const page = (step: number, shown: string) => new RegExp(`${step}/9(?![\\s\\S]*\\d/9)[\\s\\S]*${shown}`)

/** A learner who is wrong at the question, and does the task. */
const way = ({ deposer, destinataire }: Record<string, string>): Stop[] => [
  { name: 'first page', see: /(?:Entrée|Enter)\s?:? (?:commencer|begin)/, key: 'Enter' },
  { name: 'lara posts', see: page(1, `\\[3\\]\\[4\\](?!▲)[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the team', see: new RegExp(`latest[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the question', see: page(2, 'a b c'), key: 'Escape' },
  { name: 'the menu of keys', see: /Une touche agit|Press one of these keys/, key: 'Escape' },
  { see: page(2, 'a b c\\s?:? (?:répondre|answer)'), key: 'i' },
  { name: 'a hint', see: /(?:Indice|Hint) 1/, key: 'a' },
  { name: 'the tracker reads', see: page(3, `\\[3\\]\\[4\\]▲[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'what it read', see: page(4, GO_ON), key: 'Enter' },
  { name: 'the second question', see: page(5, 'a b c\\s?:? (?:répondre|answer)'), key: 'c' },
  { name: 'the trap', see: page(6, `\\[5\\]▲[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'what it missed', see: new RegExp(`Kafka\\.\\s[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the task', see: page(8, '(?:lecteurs|readers)\\s?: 1[\\s\\S]*\\[5\\]▲'), key: destinataire! },
  { see: page(8, '(?:lecteurs|readers)\\s?: 0'), key: deposer! },
  { see: page(8, '\\[6\\]'), key: deposer! },
  { see: page(8, '\\[7\\]'), key: deposer! },
  { name: 'three letters wait', see: page(8, '(?:retard|lag)\\s?: 3[\\s\\S]*\\[8\\]'), key: destinataire! },
  { name: 'the task done', see: new RegExp(`✓[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the recap', see: /(?:avec les outils de|with) Kafka’?s?/, key: 'Enter' },
  { name: 'the last page', see: /(?:terminer|finish)/, key: 'Enter' },
]

const spoken = (step: number, shown: string) =>
  new RegExp(`${step} (?:sur|of) 9(?![\\s\\S]*\\d (?:sur|of) 9)[\\s\\S]*${shown}$`)
const SPOKEN_GO_ON = '(?:continuer|continue)\\.'

/** The same line by line, where what is typed ends with Enter. */
const spokenWay = ({ deposer, destinataire }: Record<string, string>): Stop[] => [
  { see: /(?:commencer|begin)\s?;.*$/, key: '\r' },
  { see: spoken(1, SPOKEN_GO_ON), key: '\r' },
  { see: new RegExp(`latest[\\s\\S]*${SPOKEN_GO_ON}$`), key: '\r' },
  { see: spoken(2, '(?:passer|skip)\\.'), key: 'i\r' },
  { see: /(?:Indice|Hint) 1[\s\S]*(?:passer|skip)\.$/, key: 'a\r' },
  { see: spoken(3, SPOKEN_GO_ON), key: '\r' },
  { see: spoken(4, SPOKEN_GO_ON), key: '\r' },
  { see: spoken(5, '(?:passer|skip)\\.'), key: 'c\r' },
  { see: spoken(6, SPOKEN_GO_ON), key: '\r' },
  { see: spoken(7, SPOKEN_GO_ON), key: '\r' },
  { see: spoken(8, '(?:lecteurs|readers)\\s?: 1[^\\n]*'), key: `${destinataire}\r` },
  { see: spoken(8, '(?:lecteurs|readers)\\s?: 0[\\s\\S]*'), key: `${deposer}\r` },
  { see: spoken(8, '(?:retard|lag)\\s?: 1[\\s\\S]*'), key: `${deposer}\r` },
  { see: spoken(8, '(?:retard|lag)\\s?: 2[\\s\\S]*'), key: `${deposer}\r` },
  { see: spoken(8, '(?:retard|lag)\\s?: 3[\\s\\S]*'), key: `${destinataire}\r` },
  { see: /(?:Attendu|Expected)\s?:[\s\S]*(?:continuer|continue)\.$/, key: '\r' },
  { see: spoken(9, '(?:avec les outils de|with) Kafka.*'), key: '\r' },
  { see: /(?:terminer|finish)\.$/, key: '\r' },
]

/** The foot of a page that is higher than the terminal, and goes on; of one that is read before programs start. */
const MORE = /(?:Entrée|Enter)\s:?\s?(?:la suite|lancer|more|start)[^◆◇≠]*$/

async function walk(terminal: Terminal, way: Stop[], keep: (name: string, shown: string) => void): Promise<void> {
  for (const { name, see, key } of way) {
    const there = (screen: string) => see.test(screen.replaceAll('\u00a0', ' '))
    let shown = await terminal.waitFor((screen) => there(screen) || MORE.test(screen), 20_000)
    while (!there(shown)) {
      if (name) keep(`${name} …`, shown)
      terminal.press('Enter')
      const before = shown
      shown = await terminal.waitFor((screen) => screen !== before && (there(screen) || MORE.test(screen)), 20_000)
    }
    if (name) keep(name, shown)
    if (key.endsWith('\r')) terminal.type(key)
    else terminal.press(key)
  }
}

const LESSON = '04-destinataire'

const VARIANTS: { lang: Language; columns: number }[] = [
  { lang: 'fr', columns: 80 },
  { lang: 'fr', columns: 40 },
  { lang: 'en', columns: 80 },
  { lang: 'en', columns: 40 },
]

describe.skipIf(process.platform === 'win32').concurrent('lesson 4', { timeout: 90_000 }, () => {
  it.for(VARIANTS)('in $lang at $columns columns', async ({ lang, columns }, { expect }) => {
    const place = newPlace()
    const terminal = play(place, ['lecon', '4', '--lang', lang], { columns, rows: 24 })
    try {
      const pages: string[] = []
      await walk(terminal, way(await actionKeys(LESSON, lang)), (name, shown) => {
        pages.push(`════ ${name}\n${maskPage(shown, columns)}\n`)
      })
      expect((await terminal.exit).code).toBe(0)
      expectNoTrace(terminal.history())
      // Nothing is wider than the terminal but what is to be pasted whole.
      const strays = terminal
        .history()
        .split('\n')
        .filter((line) => line && !/^[│◆◇└≠]|^ {3}/.test(line))
      expect(strays.join('')).toMatch(
        /^kafka-console-consumer\.sh (?:\\ *)?--bootstrap-server 127\.0\.0\.1:\d+ \\ *--topic orders --from-beginningnpm start -- (?:lecon|lesson) 5$/,
      )
      await expect(pages.join('\n')).toMatchFileSnapshot(`screens/lesson-4.${lang}.${columns}x24.txt`)
    } finally {
      await terminal.kill()
      place.remove()
    }
  })

  it.for<Language>(['fr', 'en'])('line by line in %s', async (lang, { expect }) => {
    const place = newPlace()
    const terminal = play(place, ['lecon', '4', '--lang', lang, '--simple'], { columns: 300, rows: 200 })
    try {
      await walk(terminal, spokenWay(await actionKeys(LESSON, lang)), () => {})
      expect((await terminal.exit).code).toBe(0)
      // For the ear: no sign to be read out, nothing redrawn.
      expect(unfitForTheEar(terminal.screen(), lang)).toEqual([])
      expect(terminal.written().replace('\x1b[?25h', '')).not.toContain('\x1b')
      await expect(maskSpoken(terminal.screen())).toMatchFileSnapshot(`screens/lesson-4.${lang}.simple.txt`)
    } finally {
      await terminal.kill()
      place.remove()
    }
  })
})
