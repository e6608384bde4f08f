// A client of a few lines on the broker's own schemas: for what no ordinary client would send, and to see every field.
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Message } from '../../../src/broker/protocol/message.js'
import { Reader } from '../../../src/broker/protocol/reader.js'
import type { In, Out, Type } from '../../../src/broker/protocol/types.js'
import { Writer } from '../../../src/broker/protocol/writer.js'

type AnyMessage = Message<Type<unknown, never>, Type<unknown, never>>
/** What a client writes, and what it reads back. */
export type Asked<M> = M extends { request: infer Q } ? In<Q> : never
export type Answered<M> = M extends { response: infer S } ? Out<S> : never

/** A whole frame, its length included. */
export function requestFrame<M extends AnyMessage>(
  message: M,
  version: number,
  body: Asked<M>,
  correlationId = 1,
): Buffer {
  const writer = new Writer()
  writer.begin()
  writer.int16(message.key)
  writer.int16(version)
  writer.int32(correlationId)
  writer.nullableString('wire')
  ;(message.request.write as (w: Writer, value: unknown, v: number) => void)(writer, body, version)
  return Buffer.concat(writer.finish())
}

export class Wire {
  readonly socket: Socket
  #received = Buffer.alloc(0)
  /** Come after, and not joined yet: large answers come in many pieces. */
  #pieces: Buffer[] = []
  #waiting: { resolve: (frame: Buffer) => void; reject: (error: Error) => void }[] = []
  #correlation = 0
  readonly closed: Promise<void>

  private constructor(socket: Socket) {
    this.socket = socket
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        for (const { reject } of this.#waiting.splice(0)) reject(new Error('closed by the broker'))
        resolve()
      })
    })
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      this.#pieces.push(chunk)
      if (this.#received.length >= 4 && this.#received.readInt32BE(0) + 4 > this.#length) return
      this.#received = Buffer.concat([this.#received, ...this.#pieces.splice(0)])
      while (this.#received.length >= 4) {
        const end = 4 + this.#received.readInt32BE(0)
        if (this.#received.length < end) break
        const frame = this.#received.subarray(4, end)
        this.#received = this.#received.subarray(end)
        this.#waiting.shift()?.resolve(frame)
      }
    })
  }

  get #length(): number {
    return this.#pieces.reduce((sum, piece) => sum + piece.length, this.#received.length)
  }

  /** Closed when the test ends. */
  static async to(address: string): Promise<Wire> {
    const [host, port] = address.split(':')
    const socket = connect({ host: host!, port: Number(port) })
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.off('error', reject)
        resolve()
      })
    })
    onTestFinished(() => void socket.destroy())
    return new Wire(socket)
  }

  /** Resolves with the answer; rejects when the connection is closed instead. */
  async send<M extends AnyMessage>(message: M, version: number, body: Asked<M>): Promise<Answered<M>> {
    const correlationId = ++this.#correlation
    const reader = new Reader(await this.raw(requestFrame(message, version, body, correlationId)))
    const answered = reader.int32()
    if (answered !== correlationId) throw new Error(`answer to ${answered} instead of ${correlationId}`)
    const value = (message.response.read as (r: Reader, v: number) => unknown)(reader, version)
    if (reader.remaining > 0) throw new Error(`${reader.remaining} bytes too many in the answer`)
    return value as Answered<M>
  }

  /** Sends bytes, and resolves with the next frame received. */
  raw(bytes: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) {
        reject(new Error('closed by the broker'))
        return
      }
      this.#waiting.push({ resolve, reject })
      this.socket.write(bytes)
    })
  }
}
