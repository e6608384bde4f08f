// Our own broker as a post office: a process on this machine that we open, close, crash and reopen on the same port
// and the same folder.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { holderName, portHolder } from '../programs/port.js'
import { type Program, startProgram } from '../programs/program.js'
import { removeTemporary, temporaryFolder } from '../programs/temporary.js'
import { createInspector } from './inspector.js'
import { OfficeError, type PostOffice } from './post-office.js'

const HOST = '127.0.0.1'
const READY_WITHIN = 10_000

/** What `bureau.ts` says. */
type BureauEvent =
  | { event: 'ready'; host: string; port: number; pid: number }
  | { event: 'failed'; code: string; message: string }

export interface EmbeddedOptions {
  /** Where it will listen on 127.0.0.1, from the first opening to the last. */
  port: number
  /** Where letters are kept; a temporary folder, removed with the office, when absent. */
  dataFolder?: string | undefined
}

/** An office that is closed for now: `open` starts the broker. */
export function embeddedOffice({ port, dataFolder }: EmbeddedOptions): PostOffice {
  const brokers = [`${HOST}:${port}`]
  const inspector = createInspector({ brokers })
  const data = dataFolder ?? temporaryFolder('guichet-bureau-')
  let bureau: Program<BureauEvent> | undefined

  async function end(how: (program: Program<BureauEvent>) => Promise<unknown>): Promise<void> {
    const ending = bureau
    bureau = undefined
    await inspector.disconnect()
    if (ending) await how(ending)
  }
  const close = () => end((program) => program.stop())

  return {
    kind: 'embedded',
    can: { close: true, crash: true, files: true },
    brokers,
    inspector,

    async open() {
      if (bureau && !bureau.exit) return
      bureau = startProgram<BureauEvent>('bureau', [`--port=${port}`, `--data=${data}`], { office: true })
      // Loaded while the broker starts, so that neither waits for the other.
      import('./kafkajs.js').catch(() => {})
      const answer = await bureau.waitFor(() => true, READY_WITHIN)
      if (answer.event === 'ready') return
      await bureau.exited
      throw await openingFailure(answer, port, data)
    },

    close,
    crash: () => end((program) => program.kill()),
    fullName: (name) => name,

    logFile(topic, partition) {
      const folder = join(data, `${topic}-${partition}`)
      try {
        const [first] = readdirSync(folder)
          .filter((name) => name.endsWith('.log'))
          .sort()
        return first && join(folder, first)
      } catch {
        return undefined
      }
    },

    async dispose() {
      await close()
      await removeTemporary(data)
    },
  }
}

async function openingFailure(failed: Extract<BureauEvent, { event: 'failed' }>, port: number, folder: string) {
  const { code, message: reason } = failed
  if (code === 'EADDRINUSE')
    return new OfficeError('port-taken', { port, by: holderName(await portHolder(port)) ?? '' })
  return code === 'FolderInUseError'
    ? new OfficeError('folder-in-use', { folder })
    : new OfficeError('office-failed', { reason })
}
