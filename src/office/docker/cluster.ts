// Three offices in a network, each letter filed in all three: docker-compose.grappe.yaml, opened for a moment. All of it is
// removed at the end, letters included.
import { setTimeout as pause } from 'node:timers/promises'
import { atEnd } from '../../programs/ending.js'
import { forget, watch } from '../../programs/janitor-link.js'
import { probe } from '../../programs/kafka-probe.js'
import { freePort } from '../../programs/port.js'
import { programFile } from '../../programs/program-file.js'
import { createInspector } from '../inspector.js'
import { client } from '../kafkajs.js'
import { composeProject } from '../names.js'
import { OfficeError, type PostOffice } from '../post-office.js'
import { OPEN } from '../security.js'
import { composeDo, findCompose } from './engine.js'
import { removeProject } from './sweep.js'

const HOST = 'localhost'
const OFFICES = [1, 2, 3]
/** Three Kafkas at once, on two processors. */
const READY_WITHIN = 120_000

export interface Cluster extends PostOffice {
  /** Stops one of the three, by its number. */
  stopOne(office: number): Promise<void>
}

/** The network of three; it is still to be opened. `onAnswer` is told the number of each office that answers. */
export async function dockerCluster(onAnswer: (office: number) => void): Promise<Cluster> {
  const compose = await findCompose()
  const ports = await Promise.all(OFFICES.map(() => freePort()))
  const name = `${composeProject()}-grappe-${process.pid}`
  const env = Object.fromEntries(ports.map((port, index) => [`KAFKA_PORT_${index + 1}`, String(port)]))
  const project = { name, file: 'docker-compose.grappe.yaml', env }
  const brokers = ports.map((port) => `${HOST}:${port}`)
  const inspector = createInspector({ brokers })
  const ward = { script: programFile('docker-sweep'), args: ['project', name] }
  let forgetEnd: (() => void) | undefined

  /** All three answer, and know of one another. */
  async function becomeReady(): Promise<void> {
    const silent = new Set(OFFICES)
    for (const end = Date.now() + READY_WITHIN; ; await pause(200)) {
      for (const office of silent) {
        if ((await probe(HOST, ports[office - 1]!, 1000)) !== 'kafka') continue
        silent.delete(office)
        onAnswer(office)
      }
      if (silent.size === 0 && (await members(brokers)) === OFFICES.length) return
      if (Date.now() > end) throw new OfficeError('docker-not-ready', { seconds: READY_WITHIN / 1000, output: '' })
    }
  }

  return {
    kind: 'docker',
    can: { close: false, crash: false, files: false },
    brokers,
    environment: OPEN,
    inspector,
    async open() {
      watch(ward)
      forgetEnd ??= atEnd(() => removeProject(name))
      await composeDo(compose, ['up', '--detach'], project)
      await becomeReady()
    },
    close: () => composeDo(compose, ['stop'], project),
    crash: () => composeDo(compose, ['kill'], project),
    stopOne: (office) => composeDo(compose, ['stop', `kafka${office}`], project),
    fullName: (short) => short,
    logFile: () => undefined,
    async dispose() {
      await inspector.disconnect()
      if (!forgetEnd) return
      await removeProject(name)
      forgetEnd()
      forgetEnd = undefined
      forget(ward)
    },
  }
}

/** How many offices the network counts; 0 while it cannot tell. */
async function members(brokers: string[]): Promise<number> {
  const admin = client({ brokers, onLog: () => {} }, { retry: { retries: 0 } }).admin()
  try {
    await admin.connect()
    return (await admin.describeCluster()).brokers.length
  } catch {
    return 0
  } finally {
    await admin.disconnect().catch(() => {})
  }
}
