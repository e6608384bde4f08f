// A message of the protocol as a value: its API key, the versions we speak, its request and its response;
// and the headers that stand before them (versions 1 of the request's and 0 of the response's: no tagged fields).
import type { Reader } from './reader.js'
import type { In, Out, Type } from './types.js'

export interface Message<Q extends Type<unknown, never>, S extends Type<unknown, never>> {
  readonly name: string
  readonly key: number
  /** First and last version spoken. */
  readonly versions: readonly [number, number]
  readonly request: Q
  readonly response: S
}

/** What a handler of this message receives, and what it answers. */
export type RequestOf<M> = M extends { request: infer Q } ? Out<Q> : never
export type ResponseOf<M> = M extends { response: infer S } ? In<S> : never

export function message<Q extends Type<unknown, never>, S extends Type<unknown, never>>(
  name: string,
  key: number,
  versions: readonly [number, number],
  request: Q,
  response: S,
): Message<Q, S> {
  return { name, key, versions, request, response }
}

export interface RequestHeader {
  key: number
  version: number
  correlationId: number
  clientId: string
}

/** Reads the header of a request; what the reader holds next is the request itself. */
export function readHeader(reader: Reader): RequestHeader {
  const key = reader.int16()
  const version = reader.int16()
  const correlationId = reader.int32()
  return { key, version, correlationId, clientId: reader.nullableString() ?? '' }
}
