// The line to a broker for questions about its state: connections are kept between questions, and dropped as soon as
// they fail, so that an office which reopens is heard again at once.
import { setTimeout as pause } from 'node:timers/promises'
import type { Admin, Kafka } from './kafkajs.js'
import { OfficeError } from './post-office.js'
import type { Security } from './security.js'

/** How long a question is put again while the broker says « not yet » (a coordinator being elected…). */
const PATIENCE = 10_000
const PAUSE = 100

/** Kafka's errors that have a sentence of their own; the others are told under their Kafka name. */
const CODES: Record<string, string> = {
  TOPIC_ALREADY_EXISTS: 'topic-exists',
  UNKNOWN_TOPIC_OR_PARTITION: 'topic-unknown',
  INVALID_TOPIC_EXCEPTION: 'topic-name-invalid',
  NON_EMPTY_GROUP: 'group-not-empty',
  // To a bookmark set from outside, while the team has members.
  UNKNOWN_MEMBER_ID: 'group-not-empty',
  GROUP_ID_NOT_FOUND: 'group-unknown',
  TOPIC_AUTHORIZATION_FAILED: 'not-authorised',
  GROUP_AUTHORIZATION_FAILED: 'not-authorised',
  CLUSTER_AUTHORIZATION_FAILED: 'not-authorised',
}

export class AdminLine {
  readonly #addresses: string[]
  #kafka: Promise<Kafka> | undefined
  /** Connections no question is using. One question at a time on each: in kafkajs they share what they fail on. */
  readonly #idle: Admin[] = []

  readonly #security: Security

  constructor(addresses: string[], security: Security) {
    this.#addresses = addresses
    this.#security = security
  }

  /**
   * Puts a question to the broker.
   * @param about the topic or group it is about, for the error's values
   * @throws OfficeError `broker-unreachable` {address}, or the broker's refusal: `topic-exists`, `topic-unknown`,
   * `topic-name-invalid`, `group-not-empty`, `group-unknown`, `not-authorised` {name, reason}, `office-refused` {name, reason, detail}
   */
  async ask<Answer>(about: string, question: (admin: Admin, kafka: Kafka) => Promise<Answer>): Promise<Answer> {
    const kafka = await this.#client()
    for (const end = Date.now() + PATIENCE; ; ) {
      const used = this.#idle.pop()
      const admin = used ?? kafka.admin()
      try {
        if (!used) await connect(admin)
        const answer = await question(admin, kafka)
        this.#idle.push(admin)
        return answer
      } catch (error) {
        await hangUp(admin)
        if (error instanceof OfficeError) throw error
        // A kept connection may have died, or cling to a topic that is gone: what a new one says is the answer.
        if (used) continue
        const cause = rootOf(error)
        if (isConnectionError(cause))
          throw new OfficeError('broker-unreachable', { address: this.#addresses.join(',') })
        if (isRefusal(cause) || Date.now() > end) throw refusal(about, cause)
        await pause(PAUSE)
      }
    }
  }

  async disconnect(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map(hangUp))
  }

  /** The kafkajs client; kafkajs itself is only loaded here, for it takes longer than our broker to start. */
  #client(): Promise<Kafka> {
    this.#kafka ??= import('./kafkajs.js').then(({ client }) =>
      client(
        { brokers: this.#addresses, clientId: 'guichet-inspecteur', onLog: () => {}, security: this.#security },
        // Trying again is done here, on a new connection: kafkajs only has to try each address once.
        { retry: { retries: this.#addresses.length - 1, initialRetryTime: 20 }, requestTimeout: 10_000 },
      ),
    )
    return this.#kafka
  }
}

/** Some of kafkajs's questions (describeGroups) fail unless another one has made it learn who the brokers are. */
async function connect(admin: Admin): Promise<void> {
  await admin.connect()
  await admin.listTopics()
}

async function hangUp(admin: Admin): Promise<void> {
  await admin.disconnect().catch(() => {})
}

function refusal(name: string, { type, message }: KafkaError): OfficeError {
  const code = CODES[type ?? '']
  return code
    ? new OfficeError(code, { name, reason: type ?? '' })
    : new OfficeError('office-refused', { name, reason: type ?? 'UNKNOWN', detail: message })
}

/** What kafkajs's errors may carry, whichever their class. */
interface KafkaError extends Error {
  /** Kafka's name of the error, as the protocol page gives it (a few are kafkajs's older names). */
  type?: string
  code?: string | number
  retriable?: boolean
  errors?: KafkaError[]
  groups?: { error?: KafkaError }[]
  cause?: KafkaError
}

/** The error the broker or the network gave, under kafkajs's wrappings. */
export function rootOf(error: unknown): KafkaError {
  const { cause, errors, groups } = error as KafkaError
  const inner = cause ?? errors?.[0] ?? groups?.[0]?.error
  return inner ? rootOf(inner) : (error as KafkaError)
}

function isRefusal({ type, retriable }: KafkaError): boolean {
  return type !== undefined && (retriable === false || type in CODES)
}

function isConnectionError({ name, code }: KafkaError): boolean {
  return /^KafkaJS(Connection|RequestTimeout)/.test(name) || /^E[A-Z]+$/.test(`${code}`)
}
