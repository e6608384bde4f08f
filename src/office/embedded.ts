// Our own broker as a post office: a process on this machine that we open, close, crash and reopen on the same port
// and the same folder.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, type PortHolder, portHolder } from '../programs/port.js'
import { type Program, startProgram } from '../programs/program.js'
import type { ProgramError } from '../programs/program-error.js'
import { removeTemporary, temporaryFolder } from '../programs/temporary.js'
import { createInspector } from './inspector.js'
import { OfficeError, type PostOffice } from './post-office.js'
import { OPEN } from './security.js'

const HOST = '127.0.0.1'
const READY_WITHIN = 10_000
/** Kafka discards old letters every five minutes (log.retention.check.interval.ms); a lesson cannot wait that long. */
const SHORT_WAITS = ['--retention-check-ms=1000']

/** What `bureau.ts` says. */
export type BureauEvent =
  | { event: 'ready'; host: string; port: number; pid: number }
  | { event: 'failed'; code: string; message: string }

export interface EmbeddedOptions {
  /** Where it will listen on 127.0.0.1, from the first opening to the last. */
  port: number
  /** Where letters are kept; a temporary folder, removed with the office, when absent. */
  dataFolder?: string | undefined
  /** What to do when the port turns out to be taken at the first opening: told, and another is used. It fails without it. */
  onPortTaken?: ((port: number, by: PortHolder) => void) | undefined
  /** The program that is the office; tests put one with a fault in its place. */
  program?: string | undefined
}

/** An office that is closed for now: `open` starts the broker. */
export function embeddedOffice(options: EmbeddedOptions): PostOffice {
  const { dataFolder, onPortTaken, program = 'bureau' } = options
  let { port } = options
  const brokers = [`${HOST}:${port}`]
  const inspector = createInspector({ brokers })
  const data = dataFolder ?? temporaryFolder('guichet-bureau-')
  let bureau: Program<BureauEvent> | undefined
  let ready: Promise<void> | undefined
  /** The cluster id of our own broker, from its first opening on. */
  let ours: string | undefined

  async function end(how: (program: Program<BureauEvent>) => Promise<unknown>): Promise<void> {
    const ending = bureau
    bureau = undefined
    await inspector.disconnect()
    if (ending) await how(ending)
  }
  const close = () => end((program) => program.stop())

  function start(): Program<BureauEvent> {
    return startProgram<BureauEvent>(program, [`--port=${port}`, `--data=${data}`, ...SHORT_WAITS], { office: true })
  }

  async function begin(): Promise<void> {
    bureau = start()
    // Loaded while the broker starts, so that neither waits for the other.
    import('./kafkajs.js').catch(() => {})
    await becomeReady(bureau, port, data).catch(async (error: unknown) => {
      const taken = error instanceof OfficeError && error.code === 'port-taken'
      if (!taken || ours !== undefined || !onPortTaken) throw error
      const holder = await portHolder(port)
      port = await freePort()
      brokers[0] = `${HOST}:${port}`
      onPortTaken(port, holder ?? { kind: 'other' })
      bureau = start()
      await becomeReady(bureau, port, data)
    })
    await recognise()
  }

  /** While we were closed another program may have taken our place: what answers must be our own broker. */
  async function recognise(): Promise<void> {
    const found = await inspector.clusterId()
    ours ??= found
    if (found === ours) return
    await close()
    throw await portTaken(port)
  }

  return {
    kind: 'embedded',
    can: { close: true, crash: true, files: true },
    brokers,
    environment: OPEN,
    inspector,

    async open() {
      if (bureau && !bureau.exit) return ready
      ready = begin()
      return ready
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

async function becomeReady(bureau: Program<BureauEvent>, port: number, folder: string): Promise<void> {
  const answer = await bureau
    .waitFor(() => true, READY_WITHIN)
    .catch(async (error: ProgramError) => {
      await bureau.kill()
      throw new OfficeError('office-failed', { reason: error.values.detail ?? error.code })
    })
  if (answer.event === 'ready') return
  await bureau.exited
  throw await refusalOf(answer, port, folder)
}

async function portTaken(port: number): Promise<OfficeError> {
  const { kind = 'other', process: by = '' } = (await portHolder(port)) ?? {}
  return new OfficeError('port-taken', { port, kind, process: by })
}

/** Why the broker did not open, as it said itself: `port-taken`, `folder-in-use`, `office-failed`. */
export async function refusalOf(
  { code, message: reason }: Extract<BureauEvent, { event: 'failed' }>,
  port: number,
  folder: string,
): Promise<OfficeError> {
  if (code === 'EADDRINUSE') return portTaken(port)
  if (code === 'FolderInUseError') return new OfficeError('folder-in-use', { folder })
  return new OfficeError('office-failed', { reason })
}
