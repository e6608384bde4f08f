// Apache Kafka in Docker as a post office: one container of ours, whichever runs of guichet use it. The first opens it,
// the others join, the last to leave removes it; its letters stay in a volume.
import { setTimeout as pause } from 'node:timers/promises'
import { atEnd } from '../programs/ending.js'
import { watch } from '../programs/janitor-link.js'
import { probe } from '../programs/kafka-probe.js'
import { withLock } from '../programs/lock.js'
import { choosePort, type PortHolder } from '../programs/port.js'
import { programFile } from '../programs/program-file.js'
import { composeDo, dockerDo, findCompose, findContainer, lastWords, officeProject } from './docker/engine.js'
import { dockerFolder, hold, holders } from './docker/holders.js'
import { ensureImage, type PullProgress } from './docker/pull.js'
import { release } from './docker/sweep.js'
import { guest } from './guest.js'
import { createInspector } from './inspector.js'
import { kafkaImage } from './kafka-image.js'
import { isPrefixed } from './names.js'
import { OfficeError, type PostOffice } from './post-office.js'
import { OPEN } from './security.js'

const HOST = 'localhost'
const PORT = 9092
/** Kafka takes 3 to 10 s; an image for another kind of processor, many times that. The download is not counted. */
const READY_WITHIN = 90_000
const GRACE_SECONDS = 30
/** Even killed, or interrupted while Docker was making something: the janitor looks after us. */
const WARD = { script: programFile('docker-sweep'), args: [String(process.pid)] }

/** What the start is at. */
export type DockerProgress = ({ stage: 'pull' } & PullProgress) | { stage: 'start' }

export interface DockerOptions {
  /** Whose topics and groups they are. */
  name: string
  onProgress?: ((progress: DockerProgress) => void) | undefined
  /** Told that port 9092 is taken, by what as far as can be known, and which one is used instead. */
  onPortTaken?: ((port: number, by: PortHolder) => void) | undefined
  /** Milliseconds for Kafka to answer, from its container's start. */
  readyWithin?: number | undefined
}

/** The offices of this CLI; several lessons use one container, each under names of its own. */
const offices = new Set<{ prefix: string; dispose(): Promise<void> }>()
let endForgotten: (() => void) | undefined

/**
 * The Docker office, where Docker is there to be asked; it is still to be opened.
 * @throws OfficeError `docker-missing`, `docker-compose-missing`, `docker-refused`, `docker-slow`: each has what Docker
 * said as `output`, for the diagnostic
 */
export async function dockerOffice(options: DockerOptions): Promise<PostOffice> {
  const { name, onProgress, readyWithin = READY_WITHIN } = options
  const compose = await findCompose()
  const { port, alone } = await settle(options)
  const brokers = [`${HOST}:${port}`]
  const { prefix, inspector, fullName, deleteOurs } = guest(name, { brokers })
  let opening: Promise<void> | undefined
  let used = false

  async function start(): Promise<void> {
    await stayUntilTheEnd(port)
    if (!(await findContainer())?.running)
      await ensureImage(kafkaImage(), (progress) => onProgress?.({ stage: 'pull', ...progress }))
    onProgress?.({ stage: 'start' })
    try {
      await withLock(dockerFolder(), async () => {
        if (!(await findContainer())?.running) await composeDo(compose, ['up', '--detach'], officeProject(port))
      })
      await becomeReady(port, readyWithin)
    } catch (error) {
      // What could not be opened is not left half-made; unless someone else uses it.
      await release({ gently: false }).catch(() => {})
      throw error
    }
    if (!used && alone) await deleteLeftovers(name, brokers)
    used = true
  }

  /** Ends the container's process, if it runs. */
  async function end(...how: string[]): Promise<void> {
    await inspector.disconnect()
    const container = await findContainer()
    if (container?.running) await dockerDo([...how, container.id])
  }

  const office: PostOffice & { prefix: string } = {
    prefix,
    kind: 'docker',
    // Under someone else who uses it too, it is neither closed nor killed.
    can: { close: alone, crash: alone, files: false },
    brokers,
    environment: OPEN,
    inspector,
    open() {
      offices.add(office)
      opening ??= start().finally(() => {
        opening = undefined
      })
      return opening
    },
    close: () => end('stop', '--time', String(GRACE_SECONDS)),
    crash: () => end('kill'),
    fullName,
    logFile: () => undefined,
    async dispose() {
      const opened = offices.delete(office) && used
      try {
        // A closed office keeps them until the next time it opens: see deleteLeftovers.
        if (opened && (await probe(HOST, port, 1000)) === 'kafka') await deleteOurs()
      } finally {
        await inspector.disconnect()
      }
    },
  }
  return office
}

/** The port the office has or will have, for all who use it; and whether this CLI is the only one. */
async function settle({ onPortTaken }: DockerOptions): Promise<{ port: number; alone: boolean }> {
  return withLock(dockerFolder(), async () => {
    const container = await findContainer()
    const others = (await holders()).filter(({ name }) => name !== String(process.pid))
    const mine = (await holders()).find(({ name }) => name === String(process.pid))
    const known = container?.port ?? mine?.port ?? others[0]?.port
    if (known === undefined) {
      const wanted = Number(process.env.KAFKA_PORT) || PORT
      const { port, takenBy } = await choosePort(wanted)
      if (takenBy) onPortTaken?.(port, takenBy)
      await stayUntilTheEnd(port)
      return { port, alone: true }
    }
    await stayUntilTheEnd(known)
    return { port: known, alone: others.length === 0 }
  })
}

/** Counts this CLI among those who use the office, whatever ends it. */
async function stayUntilTheEnd(port: number): Promise<void> {
  watch(WARD)
  endForgotten ??= atEnd(async () => {
    endForgotten?.()
    endForgotten = undefined
    const shared = (await holders()).some(({ name }) => name !== String(process.pid))
    // Alone, the container goes, and our names with it: the next opening deletes them, there is no time for both.
    if (shared) await Promise.allSettled([...offices].map((office) => office.dispose()))
    offices.clear()
    await release({ gently: false })
  })
  await hold(port)
}

/** Resolves when Kafka answers. @throws OfficeError `docker-stopped`, `docker-not-ready` {seconds, output} */
async function becomeReady(port: number, within: number): Promise<void> {
  const end = Date.now() + within
  for (let asked = 0; (await probe(HOST, port, 2000)) !== 'kafka'; await pause(100)) {
    if (Date.now() - asked < 1000 && Date.now() < end) continue
    asked = Date.now()
    const container = await findContainer()
    const output = container ? await lastWords(container) : ''
    if (!container?.running) throw new OfficeError('docker-stopped', { output })
    if (Date.now() >= end) throw new OfficeError('docker-not-ready', { seconds: within / 1000, output })
  }
}

/** What an earlier run of this learner's course had no time to delete. */
async function deleteLeftovers(name: string, brokers: string[]): Promise<void> {
  const inspector = createInspector({ brokers })
  const left = (full: string) => isPrefixed(name, full) && ![...offices].some(({ prefix }) => full.startsWith(prefix))
  try {
    for (const topic of (await inspector.topics()).filter(left)) await inspector.deleteTopic(topic)
    for (const group of (await inspector.groups()).filter(left)) await inspector.deleteGroup(group).catch(() => {})
  } finally {
    await inspector.disconnect()
  }
}
