// One client's connection: requests are answered one after the other, in order, as Kafka does. While one waits for its
// answer, or the client is slow to read, nothing more is read from it.
import type { Socket } from 'node:net'
import type { BrokerState } from './broker-state.js'
import { BufferPool } from './buffer-pool.js'
import { FrameReader } from './frames.js'
import type { Call, Route } from './handlers/route.js'
import { routeByKey } from './handlers/routes.js'
import { IDLE_CONNECTION_MS } from './limits.js'
import { apiVersions } from './messages/api-versions.js'
import { errorCodes, ProtocolError } from './protocol/errors.js'
import { type RequestHeader, readHeader } from './protocol/message.js'
import { Reader } from './protocol/reader.js'
import { Writer } from './protocol/writer.js'

/** Shared: a response is written without yielding. */
const writer = new Writer()
const pool = new BufferPool()

export class Connection {
  readonly #socket: Socket
  readonly #broker: BrokerState
  readonly #log: (line: string) => void
  readonly #frames = new FrameReader(pool)
  readonly #host: string
  /** A request waits for its answer. */
  #waiting = false
  /** Bytes sent wait for the client to read. */
  #blocked = false
  #abandon: (() => void) | undefined

  constructor(socket: Socket, broker: BrokerState, log: (line: string) => void) {
    this.#socket = socket
    this.#broker = broker
    this.#log = log
    this.#host = socket.remoteAddress ?? ''
    socket.setNoDelay(true)
    socket.setTimeout(IDLE_CONNECTION_MS, () => socket.destroy())
    socket.on('data', (chunk) => this.#receive(chunk))
    socket.on('drain', () => {
      this.#blocked = false
      this.#proceed()
    })
    // The client hung up, maybe in the middle of a frame: 'close' follows.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#abandon?.()
      this.#frames.release()
    })
  }

  #receive(chunk: Buffer): void {
    this.#frames.push(chunk)
    this.#proceed()
    this.#frames.keepRest()
  }

  /** Serves what has been received; reads on only once all of it is served. */
  #proceed(): void {
    this.#socket.cork()
    try {
      while (!this.#waiting && !this.#blocked && this.#socket.writable) {
        const frame = this.#frames.next()
        if (!frame) break
        this.#serve(frame)
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#socket.uncork()
    if (!this.#frames.isDrained) this.#socket.pause()
    else if (this.#socket.isPaused()) this.#socket.resume()
  }

  #serve(frame: Buffer): void {
    const reader = new Reader(frame)
    const header = readHeader(reader)
    const route = routeByKey.get(header.key)
    if (!route) throw new ProtocolError(`unknown API ${header.key}`)
    const [first, last] = route.message.versions
    if (header.version < first || header.version > last) {
      this.#refuseVersion(header)
      return
    }
    const request = (route.message.request.read as (r: Reader, v: number) => unknown)(reader, header.version)
    const response = route.handle(request, this.#call(header))
    if (response instanceof Promise) this.#await(response, route, header)
    else if (response !== undefined) this.#answer(response, route, header)
  }

  #call({ version, clientId }: RequestHeader): Call {
    return {
      broker: this.#broker,
      version,
      clientId,
      host: this.#host,
      onAbandon: (cancel) => {
        this.#abandon = cancel
      },
    }
  }

  #await(response: Promise<unknown>, route: Route, header: RequestHeader): void {
    this.#waiting = true
    response
      .then((value) => {
        this.#waiting = false
        this.#abandon = undefined
        if (!this.#socket.writable) return
        this.#answer(value, route, header)
        this.#proceed()
      })
      .catch((error) => this.#fail(error))
  }

  #answer(response: unknown, { message }: Route, { version, correlationId }: RequestHeader): void {
    writer.begin()
    writer.int32(correlationId)
    ;(message.response.write as (w: Writer, value: unknown, v: number) => void)(writer, response, version)
    this.#send(writer.finish())
  }

  /** KIP-511: an unknown ApiVersions version is answered in version 0. For all else, Kafka hangs up. */
  #refuseVersion({ key, version, correlationId }: RequestHeader): void {
    const route = routeByKey.get(key)!
    if (key !== apiVersions.key) throw new ProtocolError(`unknown version ${version} of ${route.message.name}`)
    const { apiKeys } = route.handle({}, this.#call({ key, version: 0, correlationId, clientId: '' })) as {
      apiKeys: { key: number; minVersion: number; maxVersion: number }[]
    }
    writer.begin()
    writer.int32(correlationId)
    apiVersions.response.write(writer, { errorCode: errorCodes.UNSUPPORTED_VERSION, apiKeys }, 0)
    this.#send(writer.finish())
  }

  #send(pieces: Buffer[]): void {
    this.#socket.cork()
    for (const piece of pieces) if (!this.#socket.write(piece)) this.#blocked = true
    this.#socket.uncork()
  }

  /** Nothing sensible can follow on this connection, once what is written has left; the others go on. */
  #fail(error: unknown): void {
    const reason = error instanceof ProtocolError ? error.message : `unexpected ${(error as Error)?.stack ?? error}`
    this.#log(`closing the connection of ${this.#host}: ${reason}`)
    this.#socket.destroySoon()
  }
}
