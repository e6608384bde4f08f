// The report’s journey: `demarrer`, `etat`, `expediteur`, `destinataire`, `arreter`, from one terminal or another.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { expectNoTrace, expectNothingLeft, guichet, portsOf, start } from './cli.js'
import { keepPortTaken } from './port-9092.js'
import { it, until } from './shop.js'

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0

/** The words of each language: commands, flags, values. */
const LANGUAGES = [
  {
    lang: 'fr',
    ...{ start: 'demarrer', stop: 'arreter', status: 'etat', producer: 'expediteur', tracker: 'destinataire' },
    ...{ count: '--nombre', interval: '--intervalle', name: '--nom', group: '--equipe', from: ['--depuis', 'debut'] },
    open: /^Bureau\s: ouvert, à l’adresse localhost:\d+, depuis \d\d:\d\d:\d\d\.$/m,
    reading: /^Destinataire\s: il lit, et écrit dans (.+)\.$/m,
    posting: /^Expéditeur\s: il poste\.$/m,
    letters: /^Guichet orders\s: (\d+)\slettres?, dont (\d+) à lire pour l’équipe order-tracker\.$/m,
    left: /^Le bureau et le destinataire tournent toujours\. Pour tout arrêter\s: .+$/m,
    gone: [
      'Le destinataire est arrêté ; il a quitté son équipe.',
      'Le bureau est fermé. Ses lettres sont gardées pour la prochaine fois.',
    ],
    nothing: 'Rien ne tourne : il n’y a rien à arrêter.',
    reads: /lit n°\s\d+/g,
  },
  {
    lang: 'en',
    ...{ start: 'start', stop: 'stop', status: 'status', producer: 'producer', tracker: 'tracker' },
    ...{ count: '--count', interval: '--interval', name: '--name', group: '--group', from: ['--from', 'earliest'] },
    open: /^Office: open, at localhost:\d+, since \d\d:\d\d:\d\d\.$/m,
    reading: /^Recipient: reading, and writing to (.+)\.$/m,
    posting: /^Sender: posting\.$/m,
    letters: /^The orders counter: (\d+)\sletters?, (\d+) of them still to be read by team order-tracker\.$/m,
    left: /^The office and the recipient are still running\. To stop everything: .+$/m,
    gone: ['The recipient has stopped; it left its team.', 'The office is closed. Its letters are kept for next time.'],
    nothing: 'Nothing is running: there is nothing to stop.',
    reads: /reads no\.\s\d+/g,
  },
]

describe.concurrent.each(LANGUAGES)('the report’s journey, in $lang', (words) => {
  const speak = ['--lang', words.lang]

  it('starts, tells how it goes, is joined, stops', { timeout: 60_000 }, async ({
    shop: { place, elsewhere, state, programs, log },
  }) => {
    const shop = start(place, [words.start, ...speak])
    await until('tracker.log holds two orders', () => count(log(), words.reads) >= 2)
    const [office] = await portsOf(place)

    // From another folder: what runs, and where.
    const status = await guichet(elsewhere, [words.status, ...speak])
    expect(status.code).toBe(0)
    expect(status.stdout).toMatch(words.open)
    expect(status.stdout.match(words.reading)?.[1]).toBe(join(place.here, 'tracker.log'))
    expect(status.stdout).toMatch(words.posting)
    const [, kept, lag] = status.stdout.match(words.letters)!.map(Number)
    expect(kept).toBeGreaterThanOrEqual(2)
    expect(lag).toBeLessThanOrEqual(1)

    // Ctrl-C stops the sender, and says what is left.
    const since = Date.now()
    shop.signal('SIGINT')
    const ended = await shop.ended
    expect(ended.code).toBe(130)
    expect(Date.now() - since).toBeLessThan(2000)
    expect(ended.stdout).toMatch(words.left)
    expectNoTrace(ended.stdout + ended.stderr)
    await until('only the office and the tracker are left', async () => (await programs()) === 'bureau tracker', 2000)

    // The two programs find the running office by themselves.
    const { letters: before } = await state()
    const posted = await guichet(elsewhere, [
      words.producer,
      words.count,
      '2',
      words.interval,
      '0',
      words.name,
      'max',
      ...speak,
    ])
    expect(posted.code).toBe(0)
    expect(posted.stdout.match(/^max .+ orders(?: counter)?, .+\d+, .+\d+$/gm)).toHaveLength(2)
    await until('the tracker has read them', async () => {
      const { letters } = await state()
      return letters?.kept === before!.kept + 2 && letters.lag === 0
    })
    const reader = start(elsewhere, [words.tracker, words.group, 'another', ...words.from, ...speak])
    await until('another team has read all', () => reader.stdout().match(words.reads)?.length === before!.kept + 2)
    reader.signal('SIGINT')
    expect((await reader.ended).code).toBe(130)

    // From anywhere, all of it ends.
    const stopped = await guichet(elsewhere, [words.stop, ...speak])
    expect(stopped.code).toBe(0)
    expect(stopped.stdout.replaceAll('\u00a0', ' ').trim().split('\n')).toEqual(words.gone)
    await expectNothingLeft(place, Date.now(), [office!])
    const again = await guichet(elsewhere, [words.stop, ...speak])
    expect(again.code).toBe(0)
    expect(again.stdout.replaceAll('\u00a0', ' ').trim()).toBe(words.nothing)
  })
})
