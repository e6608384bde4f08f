// The defaults that « Lundi, au travail » gives are those of the clients themselves: Kafka's jar, and librdkafka by kcat.
import { describe, expect, it } from 'vitest'
import { isHere, run } from '../broker/clients/tools.js'
import { kafkaAvailable, kafkaTool } from '../support/kafka.js'
import { page } from './pages.js'

const UNITS: Record<string, number> = { s: 1000, min: 60_000 }

/** As a client writes it: « après 2 min » is 120000, « non » is false. */
function plain(cell: string): string {
  const [, number, unit] = cell.match(/(\d+)\s(s|min)\b/) ?? []
  if (unit) return String(Number(number) * UNITS[unit]!)
  return { oui: 'true', yes: 'true', non: 'false', no: 'false' }[cell] ?? cell.replaceAll('`', '')
}

/** The page's rows that name a setting: setting → what each client does. */
function defaults(text: string): Map<string, { java: string; librdkafka: string }> {
  const rows = text.matchAll(/^\| [^|]*\(`([a-z.]+)`\) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)
  return new Map(
    [...rows].map(([, name, java, librdkafka]) => [name!, { java: plain(java!), librdkafka: plain(librdkafka!) }]),
  )
}

const pages = ['docs/au-travail.fr.md', 'docs/at-work.md'].map((path) => defaults(page(path)))
const [french, english] = pages as [ReturnType<typeof defaults>, ReturnType<typeof defaults>]

it('says the same in both languages', () => {
  expect(french.size).toBeGreaterThan(5)
  expect(english).toEqual(french)
})

describe.skipIf(!kafkaAvailable('4.3.1'))("Java's client", () => {
  it('has the defaults the page gives', async () => {
    // Each of these classes, run, prints Kafka's own reference of its settings.
    const printed = await Promise.all(
      ['producer.ProducerConfig', 'consumer.ConsumerConfig'].map((name) =>
        kafkaTool('4.3.1', `org.apache.kafka.clients.${name}`, []),
      ),
    )
    const reference = printed.map(({ stdout }) => stdout).join('')
    for (const [name, { java }] of french) {
      const entry = reference.split(`<a id="${name}">`)[1] ?? ''
      expect([name, entry.match(/Default:<\/th><td>(\w+)/)?.[1]]).toEqual([name, java])
    }
  })
})

describe.skipIf(!isHere('kcat', ['-V'], 'apt-get install kcat'))('librdkafka', () => {
  /** Under other names, and in other words. */
  const OWN: Record<string, string> = { acks: 'request.required.acks', 'delivery.timeout.ms': 'message.timeout.ms' }
  const SAME: Record<string, string> = { '-1': 'all', largest: 'latest' }

  it('has the defaults the page gives', async () => {
    const dump = await run('kcat', ['-X', 'dump'])
    for (const [name, { librdkafka }] of french) {
      const value = dump.match(new RegExp(`^\\s*${OWN[name] ?? name} = (.+)$`, 'm'))?.[1]
      expect([name, SAME[value!] ?? value]).toEqual([name, librdkafka])
    }
  })
})
