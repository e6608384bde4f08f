// What `--bureau` names, and whether Kafka answers there.
import { type Answer, probe } from '../programs/kafka-probe.js'
import { OfficeError } from './post-office.js'

const PROBE_WITHIN = 3000

/** What `--bureau` asks for. */
export type Chosen = { kind: 'embedded' } | { kind: 'docker' } | { kind: 'existing'; brokers: string[] }

/**
 * The office `--bureau` names: `embarque` (`embedded`, or nothing), `docker`, or addresses, each `host:port`.
 * @throws OfficeError `office-unknown` {given}, `address-invalid` {address}
 */
export function chosenOffice(choice: string | undefined): Chosen {
  if (choice === undefined || choice === 'embarque' || choice === 'embedded') return { kind: 'embedded' }
  if (choice === 'docker') return { kind: 'docker' }
  if (!choice.includes(':')) throw new OfficeError('office-unknown', { given: choice })
  const brokers = choice.split(',').map((address) => address.trim())
  for (const address of brokers) parseAddress(address)
  return { kind: 'existing', brokers }
}

/**
 * Asks them all, within about 3 s, and resolves with whether one of them is Kafka: if none is, nothing answers there yet.
 * @throws OfficeError `not-kafka` {address} when something else answers, `address-invalid` {address}
 */
export async function kafkaAnswers(addresses: string[]): Promise<boolean> {
  const answers = await Promise.all(
    addresses.map(async (address): Promise<[string, Answer]> => {
      const { host, port } = parseAddress(address)
      return [address, await probe(host, port, PROBE_WITHIN)]
    }),
  )
  if (answers.some(([, answer]) => answer === 'kafka')) return true
  const other = answers.find(([, answer]) => answer === 'other')
  if (other) throw new OfficeError('not-kafka', { address: other[0] })
  return false
}

/** `host:port`, or `[::1]:port` for an IPv6 address. */
function parseAddress(address: string): { host: string; port: number } {
  const [, bracketed, plainHost, port] = address.match(/^(?:\[([^\]]+)\]|([^\s:,]+)):(\d{1,5})$/) ?? []
  const host = bracketed ?? plainHost
  if (host === undefined || Number(port) < 1 || Number(port) > 65535)
    throw new OfficeError('address-invalid', { address })
  return { host, port: Number(port) }
}
