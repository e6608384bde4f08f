// A company's cluster: Apache Kafka itself, that wants TLS, a certificate, a name and a password, and gives some people
// no rights. We get in with what it wants, our programs too, and each refusal says what is missing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { existingOffice } from '../../src/office/existing.js'
import type { PostOffice } from '../../src/office/post-office.js'
import { securityOf } from '../../src/office/security.js'
import { startProgram } from '../../src/programs/program.js'
import { type Authority, makeAuthority } from '../support/certificates.js'
import { freePorts, type KafkaProcess, kafkaAvailable, startKafka } from '../support/kafka.js'

const LISTENERS = ['TLS', 'OTHERNAME', 'MUTUAL', 'SASL', 'SASLTLS', 'LOST', 'DEAD'] as const
type Listener = (typeof LISTENERS)[number]
const SECRET = 'lettre-recommandee'

describe.skipIf(!kafkaAvailable('4.3.1'))('an existing cluster', { timeout: 60_000 }, () => {
  let folder: string
  let authority: Authority
  let kafka: KafkaProcess
  let ports: Record<Listener, number>
  const offices: PostOffice[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
    authority = makeAuthority(folder, 'authority')
    const here = authority.sign('here', 'IP:127.0.0.1,DNS:localhost')
    const elsewhere = authority.sign('elsewhere', 'DNS:kafka.example')
    authority.sign('lara', 'DNS:lara')
    const free = await freePorts(LISTENERS.length)
    ports = Object.fromEntries(LISTENERS.map((name, index) => [name, free[index]!])) as typeof ports
    const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule required'
    const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;'
    const speaks = { TLS: 'SSL', OTHERNAME: 'SSL', MUTUAL: 'SSL', SASL: 'SASL_PLAINTEXT', SASLTLS: 'SASL_SSL' }
    const protocols = {
      CONTROLLER: 'PLAINTEXT',
      PLAINTEXT: 'PLAINTEXT',
      LOST: 'PLAINTEXT',
      DEAD: 'PLAINTEXT',
      ...speaks,
    }
    const [closed] = await freePorts(1)
    const addresses: Partial<Record<Listener, string>> = { LOST: 'kafka.invalid:9092', DEAD: `127.0.0.1:${closed}` }
    const advertised = LISTENERS.map((name) => `${name}://${addresses[name] ?? `127.0.0.1:${ports[name]}`}`)
    kafka = await startKafka('4.3.1', {
      listeners: LISTENERS.map((name) => `${name}://127.0.0.1:${ports[name]}`),
      format: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
        '--add-scram',
        `${mechanism}=[name=lara,password=${SECRET}]`,
      ]),
      properties: {
        'listener.security.protocol.map': Object.entries(protocols)
          .map((pair) => pair.join(':'))
          .join(),
        'advertised.listeners': ['PLAINTEXT://127.0.0.1:1', ...advertised].join(),
        'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
        'super.users': 'User:ANONYMOUS;User:lara;User:CN=lara',
        'ssl.truststore.type': 'PEM',
        'ssl.truststore.location': authority.cert,
        'ssl.keystore.type': 'PEM',
        'ssl.keystore.location': here.both,
        'listener.name.othername.ssl.keystore.type': 'PEM',
        'listener.name.othername.ssl.keystore.location': elsewhere.both,
        'listener.name.mutual.ssl.client.auth': 'required',
        'listener.name.sasl.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256',
        'listener.name.sasl.plain.sasl.jaas.config': `${plain} user_lara="${SECRET}" user_eve="${SECRET}";`,
        'listener.name.sasl.scram-sha-256.sasl.jaas.config': scram,
        'listener.name.sasltls.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
        'listener.name.sasltls.scram-sha-512.sasl.jaas.config': scram,
      },
    })
  }, 90_000)
  afterEach(async () => {
    for (const office of offices.splice(0)) await office.dispose().catch(() => {})
  })
  afterAll(async () => {
    await kafka?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  type Flags = Parameters<typeof securityOf>[0]
  const pem = (name: string) => join(folder, name)
  const ca = () => ({ ca: pem('authority.pem') })
  const lara = () => ({ cert: pem('lara.pem'), clientKey: pem('lara.key') })
  const as = (user: string, sasl: string, password = SECRET) => ({ user, sasl, password })

  function office(listener: Listener, flags: Flags = {}, host = '127.0.0.1'): PostOffice {
    const brokers = [`${host}:${ports[listener]}`]
    const made = existingOffice({ brokers, name: 'lara', security: securityOf(flags, {}) })
    offices.push(made)
    return made
  }

  const WAYS: [string, Listener, () => Flags][] = [
    ['TLS and its authority', 'TLS', ca],
    ['TLS and a certificate of ours', 'MUTUAL', () => ({ ...ca(), ...lara() })],
    ['SASL plain', 'SASL', () => as('lara', 'plain')],
    ['SASL scram-sha-256', 'SASL', () => as('lara', 'scram-sha-256')],
    ['SASL scram-sha-512 over TLS', 'SASLTLS', () => ({ ...ca(), ...as('lara', 'SCRAM-SHA-512') })],
  ]
  test.each(WAYS)('lets us in with %s, and our two programs too', async (_, listener, flags) => {
    const here = office(listener, flags())
    await here.open()
    await here.inspector.createTopic('orders', 1)
    const common = [`--broker=${here.brokers}`, `--topic=${here.fullName('orders')}`, '--json']
    const env = here.environment
    const producer = startProgram('producer', [...common, '--count=1'], { env })
    expect(await producer.exited).toMatchObject({ code: 0 })
    const tracker = startProgram('tracker', [...common, `--group=${here.fullName('team')}`], { env })
    await tracker.waitFor(({ event }) => event === 'read', 20_000)
    await tracker.stop()
    expect(await here.inspector.offsets('orders')).toEqual([{ partition: 0, start: 0, end: 1 }])
  })

  test('a password may be in a file, with the line’s end an editor leaves', async () => {
    writeFileSync(pem('password'), `${SECRET}\n`)
    await office('SASL', { user: 'lara', sasl: 'plain', passwordFile: pem('password') }).open()
  })

  const REFUSALS: [string, string, Listener, () => Flags][] = [
    ['TLS to whoever does not speak it', 'tls-required', 'TLS', () => ({})],
    ['an authority this machine does not know', 'tls-authority', 'TLS', () => ({ tls: true })],
    ['a certificate in another name', 'tls-name', 'OTHERNAME', ca],
    ['a certificate of ours that is missing', 'tls-client', 'MUTUAL', ca],
    ['TLS where none is spoken', 'tls-not-spoken', 'SASL', () => ({ tls: true })],
    ['a name and a password', 'sasl-required', 'SASL', () => ({})],
    ['a wrong password', 'sasl-refused', 'SASL', () => as('lara', 'plain', 'wrong')],
    ['a wrong password, unsaid', 'sasl-refused', 'SASL', () => as('lara', 'scram-sha-256', 'wrong')],
    ['a mechanism it does not have', 'sasl-unsupported', 'SASL', () => as('lara', 'scram-sha-512')],
    ['the name of a container', 'advertised-unknown', 'LOST', () => ({})],
    ['a port that is closed', 'advertised-unreachable', 'DEAD', () => ({})],
  ]
  test.each(REFUSALS)('says what is the matter with %s: %s', async (_, code, listener, flags) => {
    const failure = await office(listener, flags())
      .open()
      .then(
        () => 'open',
        (error: unknown) => error,
      )
    expect(failure).toMatchObject({ code })
    expect(JSON.stringify(failure)).not.toContain(SECRET)
    if (code === 'advertised-unknown') {
      const values = { address: `127.0.0.1:${ports.LOST}`, advertised: 'kafka.invalid:9092' }
      expect(failure).toMatchObject({ values })
    }
  })

  test('someone without rights is told so, and by which rule', async () => {
    const eve = office('SASL', as('eve', 'plain'))
    await eve.open()
    await expect(eve.inspector.createTopic('orders', 1)).rejects.toMatchObject({
      code: 'not-authorised',
      values: { name: 'orders', reason: 'TOPIC_AUTHORIZATION_FAILED' },
    })
  })

  test.each([
    ['sasl-mechanism', { user: 'lara', sasl: 'gssapi', password: SECRET }],
    ['sasl-incomplete', { user: 'lara', sasl: 'plain' }],
    ['tls-incomplete', { cert: 'nowhere' }],
    ['secret-file', { ca: '/nowhere/ca.pem' }],
  ])('before anything is asked, %s is said', async (code, flags) => {
    if ('cert' in flags) writeFileSync(pem('nowhere'), '')
    await expect(office('TLS', 'cert' in flags ? { cert: pem('nowhere') } : flags).open()).rejects.toMatchObject({
      code,
    })
  })
})

test('flags win over variables, and nothing is left to a variable that is not ours', () => {
  const env = { KAFKA_SASL_USER: 'env', KAFKA_TLS_CA: 'env.pem', PATH: '/bin' }
  expect(securityOf({ user: 'flag', tls: true }, env)).toEqual({
    KAFKA_TLS: '1',
    KAFKA_TLS_CA: 'env.pem',
    KAFKA_TLS_CERT: '',
    KAFKA_TLS_KEY: '',
    KAFKA_SASL_MECHANISM: '',
    KAFKA_SASL_USER: 'flag',
    KAFKA_SASL_PASSWORD: '',
    KAFKA_SASL_PASSWORD_FILE: '',
  })
})
