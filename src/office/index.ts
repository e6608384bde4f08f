// Which post office: the embedded one, Kafka in Docker, or an existing cluster by its addresses.
import { choosePort, type PortHolder } from '../programs/port.js'
import { chosenOffice } from './addresses.js'
import type { DockerProgress } from './docker.js'
import { embeddedOffice } from './embedded.js'
import { existingOffice } from './existing.js'
import { userName } from './names.js'
import type { PostOffice } from './post-office.js'

const PORT = 9092

export interface OfficeOptions {
  /** Told that port 9092 is taken, by what as far as can be known, and which one is used instead. */
  onPortTaken?: ((port: number, by: PortHolder) => void) | undefined
  /** Told what the Docker office's start is at. */
  onProgress?: ((progress: DockerProgress) => void) | undefined
  /** How an existing cluster lets us in. */
  security?: Record<string, string> | undefined
}

/**
 * The office of `--bureau`: `embarque` (`embedded`, the default), `docker`, or `host:port,…`. It is still to be opened.
 * @throws OfficeError `office-unknown` {given}, `address-invalid` {address}; for Docker also what `dockerOffice` throws
 */
export async function createOffice(choice: string | undefined, options: OfficeOptions = {}): Promise<PostOffice> {
  const chosen = chosenOffice(choice)
  if (chosen.kind === 'existing') return existingOffice({ ...options, brokers: chosen.brokers, name: userName() })
  if (chosen.kind === 'docker') {
    // Loaded only here: most learners never have Docker.
    const { dockerOffice } = await import('./docker.js')
    return dockerOffice({ name: userName(), ...options })
  }
  const { port, takenBy } = await choosePort(PORT)
  if (takenBy) options.onPortTaken?.(port, takenBy)
  return embeddedOffice({ port, onPortTaken: options.onPortTaken ?? (() => {}) })
}
