// Which post office: the embedded one, or an existing cluster by its addresses.
import { userInfo } from 'node:os'
import { choosePort, type PortHolder } from '../programs/port.js'
import { chosenAddresses } from './addresses.js'
import { embeddedOffice } from './embedded.js'
import { existingOffice } from './existing.js'
import type { PostOffice } from './post-office.js'

const PORT = 9092

export interface OfficeOptions {
  /** Told that port 9092 is taken, by what as far as can be known, and which one is used instead. */
  onPortTaken?: ((port: number, by: PortHolder) => void) | undefined
}

/**
 * The office of `--bureau`: `embarque` (`embedded`, the default), or `host:port,…`. It is still to be opened.
 * @throws OfficeError `office-docker-later`, `office-unknown` {given}, `address-invalid` {address}
 */
export async function createOffice(
  choice: string | undefined,
  { onPortTaken }: OfficeOptions = {},
): Promise<PostOffice> {
  const brokers = chosenAddresses(choice)
  if (brokers) return existingOffice({ brokers, name: userName() })
  const { port, takenBy } = await choosePort(PORT)
  if (takenBy) onPortTaken?.(port, takenBy)
  return embeddedOffice({ port })
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return '' // a user id without a name, as in some containers
  }
}
