// The door of a cluster that is not ours: does Kafka answer, does it let us in, and can we go where it sends us? Each
// refusal is told apart, for each is mended by someone else.
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type Answer, probe } from '../programs/kafka-probe.js'
import { parseAddress } from './addresses.js'
import { rootOf } from './admin-line.js'
import type { ISocketFactory } from './kafkajs.js'
import { OfficeError } from './post-office.js'
import { clientSecurity, type Security, tlsOf, VARIABLES } from './security.js'

const PROBE_WITHIN = 3000

/**
 * Asks every address, within about 3 s, and resolves with whether one of them is Kafka: if none is, nothing answers there yet.
 * @throws OfficeError `not-kafka`, `tls-required`, `tls-authority`, `tls-name`, `tls-expired`, `tls-client`,
 * `tls-not-spoken`, `tls-failed` {address, reason}, `address-invalid` {address}
 */
async function kafkaAnswers(addresses: string[], security: Security): Promise<boolean> {
  const answers = await Promise.all(addresses.map((address) => ask(address, security)))
  if (answers.some(({ answer }) => answer === 'kafka')) return true
  const other = answers.find(({ answer }) => answer === 'other')
  if (!other) return false
  const { address, error } = other
  if (tlsOf(security)) throw tlsRefusal(address, error)
  if (await speaksTls(address)) throw new OfficeError('tls-required', { address })
  throw new OfficeError('not-kafka', { address })
}

/**
 * Goes in: signs in, and makes sure that the addresses Kafka gives of its brokers lead somewhere from here.
 * @returns false when nobody answers
 * @throws OfficeError as `clientSecurity` and `kafkaAnswers`, and `sasl-required`, `sasl-refused` {user}, `sasl-unsupported` {mechanism},
 * `advertised-unknown`, `advertised-unreachable` {address, advertised}
 */
export async function enter(addresses: string[], security: Security): Promise<boolean> {
  clientSecurity(security) // what is missing here is said before anyone is asked
  if (!(await kafkaAnswers(addresses, security))) return false
  const address = addresses.join(',')
  const tried = new Set<string>()
  const { client } = await import('./kafkajs.js')
  const retry = { retries: addresses.length - 1, initialRetryTime: 20 }
  const options = { brokers: addresses, clientId: 'guichet-inspecteur', onLog: () => {}, security }
  const admin = client(options, { retry, requestTimeout: 5000, socketFactory: noting(tried) }).admin()
  try {
    await admin.connect()
    const { brokers } = await admin.describeCluster()
    const advertised = brokers.map(({ host, port }) => `${host}:${port}`).filter((one) => !addresses.includes(one))
    for (const one of advertised) await reach(one, address, security)
    return true
  } catch (error) {
    if (error instanceof OfficeError) throw error
    // Where kafkajs went though nobody told it to is where Kafka sent it.
    for (const one of [...tried].filter((one) => !addresses.includes(one))) await reach(one, address, security)
    throw refusalOf(error, address, security)
  } finally {
    await admin.disconnect().catch(() => {})
  }
}

/** Whether a client sent to this address gets anywhere. */
async function reach(advertised: string, address: string, security: Security): Promise<void> {
  const { answer, error } = await ask(advertised, security)
  if (answer === 'kafka') return
  if (/ENOTFOUND|EAI_AGAIN|EAI_NONAME|ENODATA/.test(error?.code ?? ''))
    throw new OfficeError('advertised-unknown', { address, advertised })
  throw new OfficeError('advertised-unreachable', { address, advertised })
}

function refusalOf(error: unknown, address: string, security: Security): OfficeError {
  const cause = rootOf(error)
  const user = security[VARIABLES.user] ?? ''
  const mechanism = security[VARIABLES.sasl]
  if (/mechanism is not supported|UNSUPPORTED_SASL_MECHANISM/i.test(`${cause.message} ${cause.type}`))
    return new OfficeError('sasl-unsupported', { address, mechanism: mechanism ?? '' })
  if (/SASL|authentication/i.test(`${cause.name} ${cause.message}`) && mechanism)
    return new OfficeError('sasl-refused', { address, user })
  // Kafka hangs up on whoever asks something before signing in.
  if (!mechanism) return new OfficeError('sasl-required', { address })
  return new OfficeError('office-refused', { name: address, reason: cause.type ?? cause.name, detail: cause.message })
}

async function ask(
  address: string,
  security: Security,
): Promise<{ address: string; answer: Answer; error: NodeJS.ErrnoException | undefined }> {
  const { host, port } = parseAddress(address)
  let error: NodeJS.ErrnoException | undefined
  const onError = (told: NodeJS.ErrnoException) => {
    error = told
  }
  const answer = await probe(host, port, PROBE_WITHIN, { tls: tlsOf(security), onError })
  return { address, answer, error }
}

/** What Node's TLS says, as the sentence for the one who can mend it. */
function tlsRefusal(address: string, error: NodeJS.ErrnoException | undefined): OfficeError {
  const told = `${error?.code ?? ''} ${error?.message ?? ''}`
  if (/SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)/.test(told)) return new OfficeError('tls-authority', { address })
  if (/ALTNAME/.test(told)) return new OfficeError('tls-name', { address })
  if (/EXPIRED|NOT_YET_VALID/.test(told)) return new OfficeError('tls-expired', { address })
  if (/alert.*(?:certificate|unknown.ca)/i.test(told)) return new OfficeError('tls-client', { address })
  // Whoever does not speak it hangs up, or answers something else.
  if (!error || /ECONNRESET|WRONG_VERSION|PACKET_LENGTH|EPIPE/.test(told))
    return new OfficeError('tls-not-spoken', { address })
  return new OfficeError('tls-failed', { address, reason: told.trim() })
}

/** Whether what answers there begins a TLS conversation, whoever it is. */
function speaksTls(address: string): Promise<boolean> {
  const { host, port } = parseAddress(address)
  return new Promise((resolve) => {
    const socket = connectTls({ host, port, rejectUnauthorized: false, timeout: PROBE_WITHIN })
    const finish = (speaks: boolean) => {
      socket.destroy()
      resolve(speaks)
    }
    socket.once('secureConnect', () => finish(true))
    socket.once('timeout', () => finish(false))
    // One that wants our certificate speaks it too.
    socket.once('error', (error) => finish(/alert/i.test(error.message)))
    socket.once('close', () => finish(false))
  })
}

/** kafkajs's own way of connecting, that notes where it goes. */
function noting(tried: Set<string>): ISocketFactory {
  return ({ host, port, ssl, onConnect }) => {
    tried.add(`${host}:${port}`)
    const servername = isIP(host) ? {} : { servername: host }
    const socket: Socket = ssl
      ? connectTls({ host, port, ...servername, ...ssl }, onConnect)
      : connectTcp({ host, port }, onConnect)
    return socket.setKeepAlive(true, 60_000)
  }
}
