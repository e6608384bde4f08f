// Asks an address whether Kafka answers there, with the first request every client sends.
import { connect, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'

export type Answer = 'kafka' | 'other' | 'nothing'

const CORRELATION = 0x67756963
const UNSUPPORTED_VERSION = 35

interface ProbeOptions {
  tls?: ConnectionOptions | undefined
  onError?: (error: NodeJS.ErrnoException) => void
}

/**
 * Sends ApiVersions v0 (https://kafka.apache.org/protocol#The_Messages_ApiVersions) and reads the answer's first bytes.
 * @param deadline milliseconds, connection included
 * @param options with `tls`, speaks TLS so; what goes wrong then is told to `onError`
 * @returns `nothing` when no connection is made, `other` when what accepts it does not answer as Kafka does
 */
export async function probe(host: string, port: number, deadline: number, options: ProbeOptions = {}): Promise<Answer> {
  const { connected, bytes } = await ask(host, port, deadline, options)
  if (!connected) return 'nothing'
  return isApiVersionsResponse(bytes) ? 'kafka' : 'other'
}

/** How many kinds of request Kafka says that it answers there; undefined when what is there is not Kafka. */
export async function countApis(host: string, port: number, deadline: number): Promise<number | undefined> {
  const { bytes } = await ask(host, port, deadline, {})
  return isApiVersionsResponse(bytes) ? bytes.readInt32BE(10) : undefined
}

/** The first 14 bytes of the answer to ApiVersions, or fewer. */
function ask(
  host: string,
  port: number,
  deadline: number,
  { tls, onError }: ProbeOptions,
): Promise<{ connected: boolean; bytes: Buffer }> {
  return new Promise((resolve) => {
    let connected = false
    let bytes = Buffer.alloc(0)
    const servername = isIP(host) ? {} : { servername: host }
    const socket: Socket = tls ? connectTls({ host, port, ...servername, ...tls }) : connect({ host, port })
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ connected, bytes })
    }
    const timer = setTimeout(finish, deadline)
    socket.once('connect', () => {
      connected = true
    })
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      socket.write(apiVersionsRequest())
    })
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk])
      if (bytes.length >= 14) finish()
    })
    socket.once('error', (error) => {
      onError?.(error)
      finish()
    })
    socket.once('close', finish)
  })
}

/** Length, then a header v1: API key 18, version 0, correlation id, client id; the body is empty. */
function apiVersionsRequest(): Buffer {
  const clientId = Buffer.from('guichet')
  const request = Buffer.alloc(14 + clientId.length)
  request.writeInt32BE(request.length - 4, 0)
  request.writeInt16BE(18, 4)
  request.writeInt16BE(0, 6)
  request.writeInt32BE(CORRELATION, 8)
  request.writeInt16BE(clientId.length, 12)
  clientId.copy(request, 14)
  return request
}

/** Length, our correlation id, error code, then how many APIs follow, 6 bytes each. */
function isApiVersionsResponse(bytes: Buffer): boolean {
  if (bytes.length < 14) return false
  const error = bytes.readInt16BE(8)
  const apis = bytes.readInt32BE(10)
  return (
    bytes.readInt32BE(4) === CORRELATION &&
    (error === 0 || error === UNSUPPORTED_VERSION) &&
    bytes.readInt32BE(0) >= 10 + apis * 6
  )
}
