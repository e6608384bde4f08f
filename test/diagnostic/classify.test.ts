// From a pasted log to its cause: real messages, look-alikes, and what terminals and CIs make of both.
import { describe, expect, it } from 'vitest'
import { classify } from '../../src/diagnostic/classify.js'
import { FAILURES } from '../../src/diagnostic/failures.js'
import { VERDICTS } from '../../src/diagnostic/verdicts.js'
import { readSamples, type Sample } from './failures.js'

const designed = readSamples('docker-failures')
const collected = readSamples('collected-failures')
const nearMisses = readSamples('near-misses')
const all = [...designed, ...collected, ...nearMisses]

const short = ({ text }: Sample) => text.replace(/\s+/g, ' ').slice(0, 90)

describe('a real message', () => {
  it.each(designed.map((sample) => [sample.category, short(sample), sample] as const))(
    'is %s: %s',
    (id, _, { text }) => {
      expect(classify(text).verdict).toBe(id)
    },
  )

  it.each(collected.map((sample) => [sample.source, sample.category, sample] as const))(
    'of %s is %s',
    (_, id, { text }) => {
      expect(classify(text).verdict).toBe(id)
    },
  )

  it('is known for every verdict but ok, each with what mends it', () => {
    const seen = new Set(all.map(({ category }) => category))
    expect(VERDICTS.filter((id) => !seen.has(id))).toEqual(['ok'])
    expect(FAILURES.map(({ id }) => id).sort()).toEqual(VERDICTS.filter((id) => id !== 'ok' && id !== 'unknown').sort())
    expect(FAILURES.filter(({ remedies }) => remedies.length === 0)).toEqual([])
  })

  it('keeps its source with it', () => {
    expect(collected.length).toBeGreaterThan(100)
    expect(collected.filter(({ source }) => !source)).toEqual([])
  })
})

describe('a look-alike', () => {
  it.each(nearMisses.map((sample) => [sample.why, sample.category, sample] as const))('%s: %s', (_, id, { text }) => {
    expect(classify(text).verdict).toBe(id)
  })
})

const LIMIT =
  'toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit'

describe('the evidence', () => {
  // A push is told from a pull, and what broke off from anything else, by another line.
  const provable = all.filter(
    ({ category, text }) =>
      category !== 'unknown' && !/The push refers to|Copying blob|Download complete|bin\/docker-compose/.test(text),
  )

  it.each(provable.map((sample) => [short(sample), sample] as const))(
    'is of the log, and proves it alone: %s',
    (_, { text, category }) => {
      const { evidence } = classify(text)
      expect(evidence).not.toBe('')
      expect(classify(evidence).verdict).toBe(category)
    },
  )

  it('is the line that proves it, not the others', () => {
    const log = `Pulling kafka\n ✔ zookeeper Pulled\nError response from daemon: ${LIMIT}\nmake: *** [up] Error 1\n`
    expect(classify(log)).toEqual({ verdict: 'hub-limit-anon', evidence: `Error response from daemon: ${LIMIT}` })
  })

  it('hides the account and its token', () => {
    const { evidence } = classify(
      "toomanyrequests: You have reached your pull rate limit as 'lara': dckr_jti_9Lg3=. You may",
    )
    expect(evidence).toBe("toomanyrequests: You have reached your pull rate limit as '***': dckr_*** You may")
  })

  it('is cut around the proof when the line is long, after what is secret was hidden', () => {
    const secret = 'https://user:hunter2hunter2@proxy.example.org'
    const { evidence } = classify(`${'x'.repeat(600)} ${secret} ${LIMIT} ${'y'.repeat(600)}`)
    expect(evidence.length).toBeLessThan(410)
    expect(evidence).toContain('reached your unauthenticated pull rate limit')
    expect(evidence).not.toContain('hunter2')
  })

  it('of an unknown cause is the last line that sounds like an error, or the last line', () => {
    expect(classify('all is well\nError: the moon is full\nbye').evidence).toBe('Error: the moon is full')
    expect(classify('one\ntwo').evidence).toBe('two')
    expect(classify(' \n\r\n').evidence).toBe('')
  })
})

describe('the same message', () => {
  const known = designed.filter(({ category }) => category !== 'unknown')
  const stillKnown = (shape: (text: string) => string) =>
    known.flatMap(({ text, category }) => {
      const { verdict } = classify(shape(text))
      return verdict === category ? [] : [`${category} ≠ ${verdict}: ${text}`]
    })

  it('is found in colours', () => {
    const bold = (word: string) => `\x1b[1;31m${word}\x1b[0m`
    expect(stillKnown((text) => text.replace(/[^\s]+/g, bold))).toEqual([])
  })

  it('is found where colours have lost their escape character', () => {
    expect(stillKnown((text) => `[31m${text}[0m`)).toEqual([])
  })

  it('is found after a progress bar that redraws its line', () => {
    expect(stillKnown((text) => `Pulling 1/3\rPulling 2/3\r${text}\rPulling 3/3`)).toEqual([])
  })

  it('is found behind the dates and marks of a CI', () => {
    const stamped = (line: string) => `2026-01-31T21:28:04.1234567Z ##[error]${line}`
    expect(stillKnown((text) => text.split('\n').map(stamped).join('\n'))).toEqual([])
  })

  it('is found in a service’s own lines, as compose shows them', () => {
    expect(
      stillKnown((text) =>
        text
          .split('\n')
          .map((line) => `setup-1  | ${line}`)
          .join('\n'),
      ),
    ).toEqual([])
  })

  it('is found in JSON', () => {
    expect(stillKnown((text) => JSON.stringify({ level: 'error', message: text.replaceAll('\n', ' ') }))).toEqual([])
  })

  it.each([100, 80])('is found cut at %i columns, wherever that falls', (columns) => {
    const cut = (line: string) => line.match(new RegExp(`.{1,${columns}}`, 'g')) ?? ['']
    expect(stillKnown((text) => text.split('\n').flatMap(cut).join('\n'))).toEqual([])
  })

  it('is found with the no-break spaces and quotes of a word processor', () => {
    const dressed = (text: string) =>
      text
        .replace(/'/g, '’')
        .replace(/ :/g, '\u00a0:')
        .replace(/"([^"]*)"/g, '“$1”')
    expect(stillKnown(dressed)).toEqual([])
  })

  it('is found in the middle of a long log, in little time', () => {
    const line = (index: number) =>
      `kafka-1  | [2026-01-31 21:28:04,${index}] INFO [GroupCoordinator 1]: Preparing to rebalance group order-tracker\n`
    const noise = Array.from({ length: 20_000 }, (_, index) => line(index)).join('')
    expect(classify(noise).verdict).toBe('unknown')
    const start = performance.now()
    expect(classify(noise + LIMIT + noise).verdict).toBe('hub-limit-anon')
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe('a log with several troubles', () => {
  it.each([
    [
      'the refusal, not the network’s hiccups before it',
      `net/http: TLS handshake timeout\nRetrying in 2s\n${LIMIT}`,
      'hub-limit-anon',
    ],
    [
      'the refusal, not the missing command tried first',
      `docker-compose: command not found\n${LIMIT}`,
      'hub-limit-anon',
    ],
    [
      'the full disk, not Kafka that then does not answer',
      'java.io.IOException: No space left on device\nBroker may not be available.',
      'disk-full',
    ],
    [
      'the memory, not Kafka that then does not answer',
      'java.lang.OutOfMemoryError: Java heap space\nBroker may not be available.',
      'oom',
    ],
    [
      'the closed door, not the daemon that may be down',
      'open //./pipe/docker_engine: Access is denied. This error may also indicate that the docker daemon is not running.',
      'socket-permission',
    ],
  ])('gives %s', (_, log, verdict) => {
    expect(classify(log).verdict).toBe(verdict)
  })
})
