// The listening socket and its connections.

import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { MAX_CONNECTIONS } from './limits.js'
import { receiving } from './receiving.js'

/** How long a stopping server lets answers already written reach their clients. */
const FAREWELL_MS = 500

export interface Listener {
  readonly port: number
  /** Stops accepting, lets what is written leave, and closes every connection. */
  close(): Promise<void>
}

/** Rejects with the system's error (EADDRINUSE, EACCES…) when it cannot listen. */
export function listen(
  host: string,
  port: number,
  accept: (socket: Socket) => void,
  log: (line: string) => void,
): Promise<Listener> {
  const sockets = new Set<Socket>()
  const server = createServer({ pauseOnConnect: true }, (accepted) => {
    const socket = receiving(accepted)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    accept(socket)
  })
  server.maxConnections = MAX_CONNECTIONS
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject)
      // One connection could not be accepted (too many open files): the others go on.
      server.on('error', (error) => log(`connection refused: ${error.message}`))
      resolve({ port: (server.address() as AddressInfo).port, close: () => close(server, sockets) })
    })
  })
}

function close(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const farewell = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, FAREWELL_MS)
    server.close(() => {
      clearTimeout(farewell)
      resolve()
    })
    for (const socket of sockets) socket.destroySoon()
  })
}
