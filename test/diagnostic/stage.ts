// A local server that plays Docker Hub, or a part of it gone wrong, for the probes that ask it.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import type { Situation } from '../../src/diagnostic/probe.js'

export interface Stage {
  url: string
  /** `HEAD /v2/…`, in the order in which they came. */
  asked: string[]
  close(): Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** What each of a registry's parts answers; a plain, unlimited Docker Hub where nothing else is said. */
export interface Script {
  token?: Answer
  ping?: Answer
  /** Of `ratelimitpreview/test`. */
  preview?: Answer
  /** Of any other image. */
  image?: Answer
}

export function answer(status: number, headers: Record<string, string> = {}, body = ''): Answer {
  return (_request, response) => {
    response.writeHead(status, headers)
    response.end(body)
  }
}

export const quota = (remaining: number, limit = 100) => ({
  'ratelimit-limit': `${limit};w=21600`,
  'ratelimit-remaining': `${remaining};w=21600`,
  'docker-ratelimit-source': '203.0.113.7',
})

export async function openHub(script: Script = {}): Promise<Stage> {
  return openStage((handler) => createServer(handler), 'http', script)
}

/** Docker Hub behind a certificate of its own making. */
export async function openSecureHub(key: string, cert: string): Promise<Stage> {
  return openStage((handler) => createSecureServer({ key, cert }, handler), 'https', {})
}

/** Accepts every connection, and never says a word. */
export async function openTarpit(wanted = 0): Promise<Stage & { port: number }> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  const port = await listen(server, wanted)
  const close = () => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${port}`, port, asked: [], close }
}

async function openStage(create: (handler: RequestListener) => Server, scheme: string, script: Script): Promise<Stage> {
  const { ping = answer(401), preview = answer(200), image = answer(200) } = script
  const token = script.token ?? answer(200, { 'content-type': 'application/json' }, '{"token":"t"}')
  const asked: string[] = []
  const server = create((request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    asked.push(`${request.method} ${path}`)
    const part =
      path === '/token'
        ? token
        : !path.includes('/manifests/')
          ? ping
          : path.includes('/ratelimitpreview/')
            ? preview
            : image
    part(request, response)
  })
  const port = await listen(server)
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `${scheme}://127.0.0.1:${port}`, asked, close }
}

function listen(
  server: {
    listen(port: number, host: string, done: () => void): unknown
    address(): unknown
  },
  wanted = 0,
): Promise<number> {
  return new Promise((resolve) =>
    server.listen(wanted, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )
}

/** A machine whose Docker Hub is this one. */
export function situationWith(registry: string, more: Partial<Situation> = {}, auth = registry): Situation {
  const env = { PATH: process.env.PATH, GUICHET_HUB_REGISTRY: registry, GUICHET_HUB_AUTH: auth, ...more.env }
  return { system: 'linux', image: 'confluentinc/cp-kafka:8.3.0', port: 9092, ...more, env }
}

/** No hurry. */
export const never = Number.POSITIVE_INFINITY
