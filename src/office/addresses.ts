// What `--bureau` names.
import { meant } from '../i18n/names.js'
import { OfficeError } from './post-office.js'

/** What `--bureau` asks for. */
export type Chosen = { kind: 'embedded' } | { kind: 'docker' } | { kind: 'existing'; brokers: string[] }

/**
 * The office `--bureau` names: `embarque` (`embedded`, or nothing), `docker`, or addresses, each `host:port`.
 * @throws OfficeError `office-unknown` {given}, `address-invalid` {address}
 */
export function chosenOffice(choice: string | undefined): Chosen {
  if (choice === undefined || meant('office', choice) === 'embedded') return { kind: 'embedded' }
  if (choice === 'docker') return { kind: 'docker' }
  if (!choice.includes(':')) throw new OfficeError('office-unknown', { given: choice })
  const brokers = choice.split(',').map((address) => address.trim())
  for (const address of brokers) parseAddress(address)
  return { kind: 'existing', brokers }
}

/** `host:port`, or `[::1]:port` for an IPv6 address. @throws OfficeError `address-invalid` {address} */
export function parseAddress(address: string): { host: string; port: number } {
  const [, bracketed, plainHost, port] = address.match(/^(?:\[([^\]]+)\]|([^\s:,]+)):(\d{1,5})$/) ?? []
  const host = bracketed ?? plainHost
  if (host === undefined || Number(port) < 1 || Number(port) > 65535)
    throw new OfficeError('address-invalid', { address })
  return { host, port: Number(port) }
}
