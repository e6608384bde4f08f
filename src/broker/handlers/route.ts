// What a handler is: a message, what is left out of it here, and the function that answers it.
import type { BrokerState } from '../broker-state.js'
import { type ErrorName, errorCodes, KafkaError } from '../protocol/errors.js'
import type { Message, RequestOf, ResponseOf } from '../protocol/message.js'
import type { Type } from '../protocol/types.js'

/** The request's circumstances. */
export interface Call {
  readonly broker: BrokerState
  readonly version: number
  readonly clientId: string
  /** The client's address. */
  readonly host: string
  /** Has `cancel` called if the client leaves before its answer. */
  onAbandon(cancel: () => void): void
}

type AnyMessage = Message<Type<unknown, never>, Type<unknown, never>>

export interface Route {
  readonly message: AnyMessage
  /** For the fidelity table: what Kafka does here and this broker does not; empty where nothing is. */
  readonly leftOut: string
  /** False for what is refused, with Kafka's code, but not offered in ApiVersions. */
  readonly advertised: boolean
  /** The response, or a promise of it where it has to wait; undefined where the client expects none. */
  handle(request: unknown, call: Call): unknown
}

type Handle<M> = (request: RequestOf<M>, call: Call) => ResponseOf<M> | Promise<ResponseOf<M>> | undefined

/** Bytes in a request are views of a frame that is reused once it is answered: copy what is kept. */
export function route<M extends AnyMessage>(message: M, leftOut: string, handle: Handle<M>): Route {
  return { message, leftOut, advertised: true, handle: handle as Route['handle'] }
}

/** A route that only refuses. */
export function refusal<M extends AnyMessage>(message: M, leftOut: string, handle: Handle<M>): Route {
  return { ...route(message, leftOut, handle), advertised: false }
}

/** The code to answer for what a piece of work throws. Rethrows what has none. */
export function errorOf(error: unknown): ErrorName {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string' && code in errorCodes) return code as ErrorName
  throw error
}

/** As `errorOf`, with the sentence for responses that carry one. */
export function faultOf(error: unknown): { errorCode: number; errorMessage: string } {
  const code = errorOf(error)
  return { errorCode: errorCodes[code], errorMessage: (error as KafkaError).message }
}

/** Runs the work; 0, or the code to answer for what it throws. */
export function codeAfter(work: () => void): number {
  try {
    work()
    return errorCodes.NONE
  } catch (error) {
    return errorCodes[errorOf(error)]
  }
}

/** Static membership is left out: refused as Kafka does where its cluster is too old for it. */
export function refuseInstanceId(groupInstanceId: string | null): void {
  if (groupInstanceId !== null) throw new KafkaError('UNSUPPORTED_VERSION')
}

/** The names that occur more than once. */
export function repeated(names: readonly string[]): Set<string> {
  const seen = new Set<string>()
  return new Set(names.filter((name) => seen.has(name) || !seen.add(name)))
}
