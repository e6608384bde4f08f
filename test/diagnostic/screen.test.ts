// What the doctor shows: a verdict is one screen, in both languages, on every system, drawn or spoken.
import { Writable } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { checkLine, verdictBlocks } from '../../src/commands/doctor-screen.js'
import { classify } from '../../src/diagnostic/classify.js'
import { CHECK_IDS } from '../../src/diagnostic/probe.js'
import { remediesFor } from '../../src/diagnostic/remedies.js'
import { VERDICTS, type VerdictId } from '../../src/diagnostic/verdicts.js'
import { LANGUAGES, setLanguage } from '../../src/i18n/index.js'
import { createScreen } from '../../src/screen/index.js'
import type { Block } from '../../src/screen/screen.js'
import { widthOf } from '../../src/screen/width.js'
import { readSamples } from './failures.js'

const SYSTEMS = ['linux', 'macos', 'windows', 'wsl'] as const

afterEach(() => setLanguage('fr'))

function render(blocks: Block[], simple = false): string[] {
  let text = ''
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  const screen = createScreen({
    form: 'plain',
    simple,
    color: false,
    env: {},
    input: process.stdin,
    output: Object.assign(output, { columns: 80 }),
  })
  screen.print(blocks)
  screen.close()
  return text.trimEnd().split('\n')
}

const explained = [...readSamples('docker-failures'), ...readSamples('collected-failures')].map(({ text }) =>
  classify(text),
)

/** A message of that kind, the longest there is. */
function evidenceOf(verdict: VerdictId): string {
  const found = explained.filter((one) => one.verdict === verdict).map(({ evidence }) => evidence)
  return found.sort((one, other) => other.length - one.length)[0] ?? ''
}

function verdictScreen(verdict: VerdictId, system: (typeof SYSTEMS)[number], simple = false): string[] {
  const evidence = evidenceOf(verdict)
  const remedies = remediesFor(verdict, { system, image: 'confluentinc/cp-kafka:8.3.0', evidence })
  return render(verdictBlocks({ verdict, evidence, remedies, tried: false }), simple)
}

describe.each(LANGUAGES)('a verdict in %s', (language) => {
  it.each(VERDICTS)('%s is one screen of 20 lines and 80 columns, with its first remedy', (verdict) => {
    setLanguage(language)
    for (const system of SYSTEMS) {
      const lines = verdictScreen(verdict, system)
      expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(20)
      // What is to be pasted is never cut.
      expect(lines.filter((line) => line.startsWith('│') && widthOf(line) > 80)).toEqual([])
      const [first] = remediesFor(verdict, {
        system,
        image: 'confluentinc/cp-kafka:8.3.0',
        evidence: evidenceOf(verdict),
      })
      for (const command of first?.commands ?? []) expect(lines).toContain(command)
    }
  })

  it('spoken has no sign that a screen reader would spell out', () => {
    setLanguage(language)
    const spoken = VERDICTS.flatMap((verdict) => verdictScreen(verdict, 'linux', true)).join('\n')
    expect(spoken).not.toMatch(/[│◆◇•]/)
  })
})

describe('the report’s case', () => {
  it('says what is wrong, the proof, and what to paste', () => {
    const line = 'toomanyrequests: You have reached your unauthenticated pull rate limit.'
    const remedies = remediesFor('hub-limit-anon', {
      system: 'linux',
      image: 'confluentinc/cp-kafka:8.3.0',
      evidence: line,
      localImages: [],
    })
    const text = render(verdictBlocks({ verdict: 'hub-limit-anon', evidence: line, remedies, tried: false }))
    expect(text[0]).toBe('◆  Docker Hub refuse\u00a0: les téléchargements sans compte sont épuisés')
    expect(text).toContain(`│    ${line}`)
    expect(text).toContain('docker login')
  })

  it('shows the words that count of a long line', () => {
    const prefix =
      'FATA[0005] failed to copy: unexpected status code https://registry-1.docker.io/v2/x: 429 Too Many Requests - Server message: '
    const evidence = `${prefix}toomanyrequests: You have reached your unauthenticated pull rate limit.`
    const shown = render(verdictBlocks({ verdict: 'hub-limit-anon', evidence, remedies: [], tried: false }))
    expect(shown).toContain('│    toomanyrequests: You have reached your unauthenticated pull rate limit.')
  })
})

describe('a check', () => {
  it.each(LANGUAGES)('is one short line, and a sentence when spoken, in %s', (language) => {
    setLanguage(language)
    for (const id of CHECK_IDS) {
      const { who, wide, spoken, tone } = checkLine({ id, status: 'fail', evidence: 'what was seen' })
      expect(widthOf(who)).toBeLessThanOrEqual(8)
      expect(wide).toMatch(/^no?n? +what was seen$/)
      expect(spoken).not.toContain('–')
      expect(tone).toBe('trouble')
    }
  })
})
