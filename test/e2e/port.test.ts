// Port 9092 taken, by Kafka or by anything else: said by name, and the office opens elsewhere.
import { afterAll, test as base, beforeAll, beforeEach, describe, expect } from 'vitest'
import { portHolder } from '../../src/programs/port.js'
import { expectNoTrace, expectNothingLeft, guichet, newPlace, type Place, portsOf, type Started, start } from './cli.js'
import { type Held, holdPort } from './port-9092.js'

/** What the holder turns out to be: this test's own process, or the Kafka it passes everything on to. */
const HOLDERS = [
  { what: 'a Kafka', kafka: true, name: /un Kafka/ },
  { what: 'something else', kafka: false, name: /le programme .+|un autre programme/ },
]

let held: Held | undefined
let kafkaPlace: Place
let kafka: Started
let kafkaPort: number

const it = base.extend<{ place: Place }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest wants it
  place: async ({}, use) => {
    const place = newPlace()
    await use(place)
    place.remove()
  },
})

beforeAll(async () => {
  kafkaPlace = newPlace()
  kafka = start(kafkaPlace, ['bureau', '--port', '0', '--json'])
  await kafka.waitFor('"ready"')
  kafkaPort = JSON.parse(kafka.stdout()).port
  held = await holdPort()
}, 180_000)
afterAll(async () => {
  await held?.release()
  kafka.signal('SIGTERM')
  await kafka.ended
  kafkaPlace.remove()
})
describe.each(HOLDERS)('port 9092 taken by $what', ({ kafka: isKafka, name }) => {
  beforeAll(() => held?.passTo(isKafka ? kafkaPort : undefined))
  // Somebody else has it: whatever they hold it with serves as well, for what is said of that.
  beforeEach(async ({ skip }) => {
    if (held) return
    const holder = await portHolder(9092)
    skip(holder === undefined || (holder.kind === 'kafka') !== isKafka, 'port 9092 is somebody else’s')
  })

  const taken = (rest: string) => new RegExp(`^Le port 9092 est occupé par (?:${name.source})${rest}$`, 'm')

  it.concurrent('the course says so, and its office opens on another', { timeout: 60_000 }, async ({ place }) => {
    const { code, stderr, stdout } = await guichet(place, ['lecon', '2', '--auto'])
    expect(stderr).toMatch(taken('\\s: le bureau ouvre sur \\d+\\.'))
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stdout).not.toContain('127.0.0.1:9092')
    expect(code).toBe(0)
    await expectNothingLeft(place, Date.now())
  })

  it.concurrent('the office in the foreground says so, and opens on another', async ({ place }) => {
    const office = start(place, ['bureau'])
    await office.waitFor(/Le bureau est ouvert à l’adresse 127\.0\.0\.1:\d+\./)
    expect(office.stderr()).toMatch(taken('\\s: le bureau ouvre sur \\d+\\.'))
    expect(office.stdout()).not.toContain(':9092')
    const since = Date.now()
    office.signal('SIGINT')
    expect((await office.ended).code).toBe(0)
    await expectNothingLeft(place, since)
  })

  it.concurrent('the office asked to open there says so, and what else to ask', async ({ place }) => {
    const { code, stdout, stderr } = await guichet(place, ['bureau', '--port', '9092'])
    expect(stderr).toMatch(
      taken('\\. Choisissez-en un autre avec --port, ou --port 0 pour n’importe quel port libre\\.'),
    )
    expectNoTrace(stderr)
    expect(stdout).toBe('')
    expect(code).toBe(1)
    await expectNothingLeft(place, Date.now())
  })

  it.concurrent('demarrer says so, and all it starts uses another', async ({ place }) => {
    const shop = start(place, ['demarrer'])
    await shop.waitFor('récépissé guichet orders')
    expect(shop.stderr()).toMatch(taken('\\s: le bureau ouvre sur \\d+\\.'))
    const [port] = await portsOf(place)
    expect(port).not.toBe(9092)
    expect(shop.stdout()).toContain(`Le bureau répond à l’adresse localhost:${port}, après`)
    expect((await guichet(place, ['arreter'])).code).toBe(0)
    expect((await shop.ended).code).toBe(0)
    await expectNothingLeft(place, Date.now(), [port!])
  })
})
