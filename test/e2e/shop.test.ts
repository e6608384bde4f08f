// `demarrer` and `arreter` again and again, beside other offices, interrupted, killed. The journey itself: journey.test.ts.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { identityOf } from '../../src/programs/identity.js'
import { freePort } from '../../src/programs/port.js'
import { accepts } from '../support/accepts.js'
import { expectNoTrace, expectNothingLeft, guichet, portsOf, processesOf, start } from './cli.js'
import { keepPortTaken } from './port-9092.js'
import { it, until } from './shop.js'

let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  port = keepPortTaken()
})
afterAll(() => port.release())

const READ = /lit n°\s\d+/g
const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0

describe.concurrent('demarrer', () => {
  it('again finds the letters and the bookmarks of the last time', { timeout: 60_000 }, async ({
    shop: { place, elsewhere, state, log },
  }) => {
    const first = start(place, ['demarrer'])
    await until('two orders are read', () => count(log(), READ) >= 2)
    const stopped = await guichet(elsewhere, ['arreter'])
    expect(stopped.stdout).toMatch(/^L’expéditeur est arrêté\.\n/)
    expect((await first.ended).code).toBe(0)
    expect((await first.ended).stdout).not.toContain('tournent toujours')
    const before = count(log(), READ)

    const second = start(place, ['demarrer'])
    await second.waitFor('récépissé guichet orders')
    await until('an order is read', () => count(log(), READ) >= 1)
    const { letters } = await state()
    // All are still there, and the new tracker did not read the old ones again.
    expect(letters!.kept).toBeGreaterThan(before)
    expect(count(log(), READ)).toBeLessThanOrEqual(letters!.kept - before)
    await guichet(elsewhere, ['arreter'])
    await second.ended
  })

  it('twice opens one office, one tracker, one sender', async ({ shop: { place, elsewhere, programs } }) => {
    const first = start(place, ['demarrer'])
    await first.waitFor('récépissé guichet orders')
    const second = await guichet(elsewhere, ['demarrer'])
    expect(second.code).toBe(0)
    expect(second.stdout).toMatch(/^Le bureau tourne déjà, à l’adresse localhost:\d+\.$/m)
    expect(second.stdout).toContain(`écrit dans ${join(place.here, 'tracker.log')}.`)
    expect(second.stdout).toMatch(/^L’expéditeur poste déjà, dans un autre terminal\. Pour tout arrêter\s: /m)
    expect(readdirSync(elsewhere.here)).toEqual([])

    // Without its sender, it can be started again from elsewhere, and posts to the same office.
    first.signal('SIGINT')
    await first.ended
    const third = start(elsewhere, ['demarrer'])
    await third.waitFor('récépissé guichet orders')
    await until('there is one of each', async () => (await programs()) === 'bin bureau janitor producer tracker')
    await guichet(place, ['arreter'])
    expect((await third.ended).code).toBe(0)
    await expectNothingLeft(place, Date.now())
  })

  it('kill -9 ends the sender alone; the rest goes on and is found', async ({ shop: { place, state, programs } }) => {
    const shop = start(place, ['demarrer'])
    await shop.waitFor('récépissé guichet orders')
    const [office] = await portsOf(place)
    shop.signal('SIGKILL')
    await shop.ended
    await until('only the office and the tracker are left', async () => (await programs()) === 'bureau tracker', 2000)
    expect(await accepts(office!)).toBe(true)
    expect((await state()).running).toMatchObject({ office: { port: office } })
  })

  it('interrupted while the office opens leaves nothing that arreter does not end', async ({
    shop: { place, elsewhere },
  }) => {
    const shop = start(place, ['demarrer'])
    await shop.waitFor('Le bureau ouvre…')
    await until('the broker runs', async () =>
      (await processesOf(place)).some(({ command }) => command.includes('bureau.js')),
    )
    shop.signal('SIGINT')
    expect((await shop.ended).code).toBe(130)
    await guichet(elsewhere, ['arreter'])
    await expectNothingLeft(place, Date.now())
  })

  it('replaces a tracker that has lost its office', { timeout: 60_000 }, async ({
    shop: { place, state, programs },
  }) => {
    const first = start(place, ['demarrer'])
    await first.waitFor('récépissé guichet orders')
    const office = (await processesOf(place)).find(({ command }) => command.includes('bureau.js'))!
    process.kill(office.pid, 'SIGKILL')
    await until('the office is gone', async () => (await state()).letters === null)
    const status = await guichet(place, ['etat'])
    expect(status.stdout).toMatch(/^Bureau\s: fermé\.\nDestinataire\s: il lit/)

    const second = start(place, ['demarrer'])
    await second.waitFor('récépissé guichet orders')
    await first.ended
    await until('there is one of each', async () => (await programs()) === 'bin bureau janitor producer tracker')
    await guichet(place, ['arreter'])
    await second.ended
    await expectNothingLeft(place, Date.now())
  })

  it('joins an office that is already there, and leaves it as it is', { timeout: 60_000 }, async ({
    shop: { place, elsewhere },
  }) => {
    const office = start(elsewhere, ['bureau', '--port', '0', '--json'])
    await office.waitFor('"ready"')
    const address = `127.0.0.1:${JSON.parse(office.stdout()).port}`
    const shop = start(place, ['demarrer', '--bureau', address])
    await shop.waitFor('récépissé guichet orders')
    expect((await guichet(elsewhere, ['etat'])).stdout).toMatch(
      new RegExp(`^Bureau\\s: celui qui existait déjà à l’adresse ${address}\\.$`, 'm'),
    )
    const stopped = await guichet(elsewhere, ['arreter'])
    expect(stopped.stdout).not.toContain('Le bureau est fermé')
    await shop.ended
    expect(await accepts(Number(address.split(':')[1]))).toBe(true)
    office.signal('SIGTERM')
    expect((await office.ended).code).toBe(0)
  })

  it('says that another office runs than the one it is given', async ({ shop: { place } }) => {
    const shop = start(place, ['demarrer'])
    await shop.waitFor('récépissé guichet orders')
    const outcome = await guichet(place, ['demarrer', '--bureau', '127.0.0.1:1'])
    expect(outcome.code).toBe(1)
    expect(outcome.stderr).toMatch(/^Un bureau tourne déjà, à l’adresse localhost:\d+\. Arrêtez-le d’abord\s: .+\n$/)
    await guichet(place, ['arreter'])
    await shop.ended
  })

  it('opens on the port it is given, and keeps to it', async ({ shop: { place, state } }) => {
    const port = await freePort()
    const shop = start(place, ['demarrer', '--port', `${port}`])
    await shop.waitFor(`Le bureau répond à l’adresse localhost:${port}`)
    await shop.waitFor('récépissé guichet orders')
    expect((await state()).running).toMatchObject({ office: { port } })

    const other = await guichet(place, ['start', '--port', `${port + 1}`, '--lang', 'en'])
    expect(other.code).toBe(1)
    expect(other.stderr).toMatch(
      new RegExp(`^An office is already running, at localhost:${port}\\. Stop it first: .+\n$`),
    )
    expect((await guichet(place, ['demarrer', '--port', `${port}`])).code).toBe(0)
    await guichet(place, ['arreter'])
    await shop.ended

    const busy = await guichet(place, ['demarrer', '--port', '9092'])
    expect(busy.code).toBe(1)
    expect(busy.stderr).toMatch(/Le port \d+ est occupé par .+\. Choisissez-en un autre avec --port/)
    for (const line of [
      ['--port', '99999'],
      ['--port', '0', '--bureau', 'docker'],
    ]) {
      expect((await guichet(place, ['demarrer', ...line])).code).toBe(2)
    }
    await expectNothingLeft(place, Date.now())
  })

  it('says that the office’s folder serves another', async ({ shop: { place, elsewhere } }) => {
    const data = join(place.home, 'bureau')
    const office = start(elsewhere, ['bureau', '--port', '0', '--donnees', data])
    await office.waitFor('Le bureau est ouvert')
    const outcome = await guichet(place, ['demarrer'])
    expect(outcome.code).toBe(1)
    expect(outcome.stderr).toContain(`Un autre bureau travaille déjà dans ${data}. Arrêtez-le d’abord.\n`)
    expectNoTrace(outcome.stdout + outcome.stderr)
    office.signal('SIGTERM')
    await office.ended
    await expectNothingLeft(place, Date.now())
  })

  it('writes nothing where it may not, and says so', async ({ shop: { place } }) => {
    const outcome = await start({ ...place, here: '/' }, ['demarrer'], process.getuid?.() === 0 ? { uid: 65534 } : {})
      .ended
    expect(outcome.code).toBe(1)
    expect(outcome.stderr).toBe(
      'Impossible d’écrire tracker.log dans le dossier courant, /. Placez-vous dans un autre.\n',
    )
    await expectNothingLeft(place, Date.now())
  })
})

describe.concurrent('arreter', () => {
  it('never ends a process that merely has a recorded pid', async ({ shop: { place } }) => {
    // A bystander, this very process, under the pid of a tracker of long ago.
    mkdirSync(place.home)
    const identity = await identityOf(process.pid)
    const record = {
      brokers: 'localhost:9092',
      cwd: place.here,
      since: new Date().toISOString(),
      tracker: { pid: process.pid, identity: `not ${identity}` },
    }
    writeFileSync(join(place.home, 'running.json'), JSON.stringify(record))
    const signals: string[] = []
    const listen = (signal: string) => signals.push(signal)
    process.on('SIGTERM', listen)
    expect((await guichet(place, ['etat'])).stdout).toMatch(/^Rien ne tourne\./)
    const { code, stdout } = await guichet(place, ['arreter'])
    process.off('SIGTERM', listen)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Rien ne tourne/)
    expect(signals).toEqual([])
  })

  it.for(['{"brokers":"localhost', '[]', '{"brokers":1,"tracker":{"pid":"one"}}'])(
    'takes a damaged record for none: %s',
    async (text, { shop: { place } }) => {
      mkdirSync(place.home)
      writeFileSync(join(place.home, 'running.json'), text)
      for (const command of ['etat', 'arreter']) {
        const { code, stdout, stderr } = await guichet(place, [command])
        expect([code, stderr]).toEqual([0, ''])
        expect(stdout).toMatch(/^Rien ne tourne/)
      }
    },
  )
})
