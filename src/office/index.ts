// Which post office: the embedded one, or an existing cluster by its addresses.
import { userInfo } from 'node:os'
import { choosePort, type PortHolder } from '../programs/port.js'
import { embeddedOffice } from './embedded.js'
import { existingOffice } from './existing.js'
import { OfficeError, type PostOffice } from './post-office.js'

const PORT = 9092

export interface OfficeOptions {
  /** Told that port 9092 is taken, by what as far as can be known, and which one is used instead. */
  onPortTaken?: ((port: number, by: PortHolder) => void) | undefined
}

/**
 * The office of `--bureau`: `embarque` (`embedded`, the default), or `host:port,…`. It is still to be opened.
 * @throws OfficeError `office-docker-later`, `office-unknown` {given}
 */
export async function createOffice(
  choice: string | undefined,
  { onPortTaken }: OfficeOptions = {},
): Promise<PostOffice> {
  if (choice === undefined || choice === 'embarque' || choice === 'embedded') {
    const { port, takenBy } = await choosePort(PORT)
    if (takenBy) onPortTaken?.(port, takenBy)
    return embeddedOffice({ port })
  }
  if (choice === 'docker') throw new OfficeError('office-docker-later')
  if (choice.includes(':')) return existingOffice({ brokers: choice.split(','), name: userName() })
  throw new OfficeError('office-unknown', { given: choice })
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return '' // a user id without a name, as in some containers
  }
}
