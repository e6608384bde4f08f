// A cluster that is not ours: a classroom's or a company's. We join it, keep to names of our own, and delete only those.
import { atEnd } from '../programs/ending.js'
import { enter } from './entry.js'
import { guest } from './guest.js'
import { OfficeError, type PostOffice } from './post-office.js'
import { OPEN } from './security.js'

export interface ExistingOptions {
  /** Bootstrap addresses, `host:port`. */
  brokers: string[]
  /** Whose topics and groups they are: part of their names, so that a teacher recognises them. */
  name: string
  /** TLS and SASL, as the KAFKA_* variables; none without it. */
  security?: Record<string, string> | undefined
}

/** An office on an existing cluster. `open` makes sure that Kafka answers there, lets us in, and can be reached. */
export function existingOffice({ brokers, name, security = OPEN }: ExistingOptions): PostOffice {
  const { inspector, fullName, deleteOurs } = guest(name, { brokers, security })
  const notOurs = async () => {
    throw new OfficeError('office-not-ours', { address: brokers.join(',') })
  }
  let forgetEnd: (() => void) | undefined

  async function dispose(): Promise<void> {
    const opened = forgetEnd !== undefined
    forgetEnd?.()
    forgetEnd = undefined
    try {
      if (opened) await deleteOurs()
    } finally {
      await inspector.disconnect()
    }
  }

  return {
    kind: 'existing',
    can: { close: false, crash: false, files: false },
    brokers,
    environment: security,
    inspector,

    async open() {
      if (!(await enter(brokers, security))) throw new OfficeError('broker-unreachable', { address: brokers.join(',') })
      forgetEnd ??= atEnd(dispose)
    },

    close: notOurs,
    crash: notOurs,
    fullName,
    logFile: () => undefined,
    dispose,
  }
}
