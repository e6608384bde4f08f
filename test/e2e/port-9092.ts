// The port of the report, 9092, which other tests and other people on this machine may want too.
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const PORT = 9092
/** What a Kafka client makes nothing of, said at once so that nobody waits for it. */
const NOT_KAFKA = 'HTTP/1.1 400 Bad Request\r\n\r\n'

export interface Held {
  /** Connections are passed on to this port from now on; to no Kafka when undefined. */
  passTo(port: number | undefined): void
  release(): Promise<void>
}

/** Takes the port as soon as it is free; undefined when somebody else keeps it too long. */
export async function holdPort(deadline = 60_000): Promise<Held | undefined> {
  for (const end = Date.now() + deadline; Date.now() < end; await pause(20)) {
    const held = await tryToHold()
    if (held) return held
  }
  return undefined
}

/**
 * Keeps the port taken, by us or by whoever has it, so that the offices of the tests open elsewhere: one that closes
 * in a lesson would else find it taken by another test when it reopens.
 */
export function keepPortTaken(): { release(): Promise<void> } {
  let released = false
  const holding = (async () => {
    for (; !released; await pause(10)) {
      const held = await tryToHold()
      if (held) return held
    }
    return undefined
  })()
  return {
    async release() {
      released = true
      await (await holding)?.release()
    },
  }
}

async function tryToHold(): Promise<Held | undefined> {
  const sockets = new Set<Socket>()
  let target: number | undefined
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  const server = createServer((socket) => {
    keep(socket)
    if (target === undefined) {
      socket.end(NOT_KAFKA)
      return
    }
    const onward = connect(target, '127.0.0.1')
    keep(onward)
    socket.pipe(onward).pipe(socket)
  })
  if (!(await listening(server))) return undefined
  return {
    passTo: (port) => {
      target = port
    },
    release: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function listening(server: Server): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false)).listen(PORT, '127.0.0.1', () => resolve(true))
  })
}
