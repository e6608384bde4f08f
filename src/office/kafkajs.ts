// The one place that imports kafkajs, beside the two programs: it sets it up for them and for what reads the evidence back.
// Lint holds to it, for kafkajs is looked after by nobody now: whoever replaces it begins here.
import {
  AssignerProtocol,
  Kafka,
  type KafkaConfig,
  type LogEntry,
  logLevel,
  PartitionAssigners,
  Partitioners,
} from 'kafkajs'
import { clientSecurity, type Security } from './security.js'

export type { Admin, ISocketFactory, Kafka, KafkaConfig } from 'kafkajs'
export { AssignerProtocol }

/** A topic among the resources that have settings (DescribeConfigs). kafkajs names it, in an enum Node cannot import by name. */
export const TOPIC_RESOURCE = 2

// kafkajs's request queue sets timers in the past; Node 24 warns of each on stderr. Every other warning goes through.
const { emitWarning } = process
process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
  if (rest[0] !== 'TimeoutNegativeWarning') Reflect.apply(emitWarning, process, [warning, ...rest])
}

/** A line of kafkajs's log. */
export interface ClientLog {
  level: 'error' | 'warn' | 'info'
  message: string
  /** The error behind it, when kafkajs names one. */
  error?: string | undefined
}

export interface ConnectionOptions {
  /** Bootstrap addresses: `host:port,host:port`, or a list of them. */
  brokers: string | string[]
  clientId?: string | undefined
  /** TLS and SASL, as KAFKA_* variables: this process's own without it. */
  security?: Security | undefined
  /** Told that nobody answers at the office, at most every two seconds; the client goes on trying. */
  say?: ((event: { event: 'waiting'; broker: string }) => void) | undefined
  /** Told all the rest; on stderr without it. */
  onLog?: ((log: ClientLog) => void) | undefined
}

const WAITING_PAUSE = 2000
/** Nobody answers, as told by every layer of kafkajs, and what it does then. */
const UNREACHABLE =
  /ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|Connection (error|timeout|closed)|Closed connection|No brokers in the broker pool|not found in the cached metadata|^(Disconnected|Restarting the consumer in )/i
/** The layers that just tried to connect; the others tell of it later, even after success. */
const CONNECTING = ['Connection', 'BrokerPool']
/** Ordinary at first contact and tried again at once, or advice to whoever writes a program. */
const NOT_TROUBLE = /group coordinator is not available|switched default partitioner/i

const LEVELS: Partial<Record<logLevel, ClientLog['level']>> = {
  [logLevel.ERROR]: 'error',
  [logLevel.WARN]: 'warn',
}

/** How a client of ours tries again: for as long as it takes, soon after a failure, then twice a second. */
const RETRY = { initialRetryTime: 100, multiplier: 1.5, maxRetryTime: 500, retries: Number.MAX_SAFE_INTEGER }

/** The drawer our producer puts a letter with this key in: kafkajs's own partitioner (murmur2 of the key, as Java's). */
export function drawerOfKey(topic: string, key: string, drawers: number): number {
  const partitionMetadata = Array.from({ length: drawers }, (_, partitionId) => {
    return { partitionErrorCode: 0, partitionId, leader: 1, replicas: [1], isr: [1] }
  })
  return Partitioners.DefaultPartitioner()({ topic, partitionMetadata, message: { key, value: null } })
}

/** The number our producer turns this key into, from 0 to 2³¹ − 1: the drawer is its remainder by the number of drawers. */
export function numberOfKey(topic: string, key: string): number {
  // With as many drawers as there are numbers, each number is a drawer of its own; no list of them is made.
  const everyNumber = { length: 2 ** 31, filter: () => [] }
  return Partitioners.DefaultPartitioner()({
    topic,
    partitionMetadata: everyNumber,
    message: { key, value: null },
  } as never)
}

/**
 * The drawers each of these members of a team gets, by kafkajs's own assigner: it deals the drawers one by one to the
 * members, in the order of their ids. Those who get none are left out.
 */
export async function drawersGiven(
  topic: string,
  drawers: number,
  memberIds: string[],
): Promise<Map<string, number[]>> {
  const partitions = Array.from({ length: drawers }, (_, partitionId) => ({ partitionId }))
  const cluster = { findTopicPartitionMetadata: () => partitions }
  const assigner = PartitionAssigners.roundRobin({ cluster } as never)
  const members = memberIds.map((memberId) => ({ memberId, memberMetadata: Buffer.alloc(0) }))
  const given = await assigner.assign({ members, topics: [topic] })
  return new Map(
    given.map(({ memberId, memberAssignment }) => [
      memberId,
      AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment[topic] ?? [],
    ]),
  )
}

/** How many times a letter is sent again while the office does not answer. */
export function retriesOfASend(): number {
  return RETRY.retries
}

/**
 * kafkajs's configuration for an office: it goes on trying while the office is closed, comes back within half a second
 * once it reopens, and its logs never reach the console unasked.
 */
export function connection({
  brokers,
  clientId,
  say,
  onLog = toStderr,
  security = process.env,
}: ConnectionOptions): KafkaConfig {
  const addresses = typeof brokers === 'string' ? brokers.split(',').map((address) => address.trim()) : brokers
  let saidAt = 0
  const waiting = () => {
    if (Date.now() - saidAt < WAITING_PAUSE) return
    saidAt = Date.now()
    say?.({ event: 'waiting', broker: addresses.join(',') })
  }
  return {
    brokers: addresses,
    ...(clientId === undefined ? {} : { clientId }),
    connectionTimeout: 3000,
    ...clientSecurity(security),
    retry: RETRY,
    logLevel: logLevel.WARN,
    logCreator: () => (entry: LogEntry) => {
      const { message, error } = entry.log
      const text = `${message} ${error ?? ''}`
      if (NOT_TROUBLE.test(text)) return
      if (!say || !UNREACHABLE.test(text)) onLog({ level: LEVELS[entry.level] ?? 'info', message, error })
      else if (CONNECTING.includes(entry.namespace)) waiting()
    },
  }
}

/** A kafkajs client set up by `connection`, with what differs. */
export function client(options: ConnectionOptions, differences: Partial<KafkaConfig> = {}): Kafka {
  return new Kafka({ ...connection(options), ...differences })
}

function toStderr({ message, error }: ClientLog): void {
  process.stderr.write(`kafkajs: ${message}${error ? ` (${error})` : ''}\n`)
}
