// Puts the broker together: folder, logs, groups, listening socket; and takes it apart again.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { BrokerState } from './broker-state.js'
import { Connection } from './connection.js'
import { type FolderLock, lockFolder } from './folder-lock.js'
import { GroupCoordinator } from './group/coordinator.js'
import { MetadataFile } from './metadata-file.js'
import { ProducerIds } from './producer-ids.js'
import { listen } from './server.js'
import { Topics } from './topics/topics.js'

export interface BrokerOptions {
  /** The address to listen on; default 127.0.0.1. Any other opens it to a network: nothing asks clients who they are. */
  host?: string
  /** Default 0: a free one. */
  port?: number
  /** The data folder, created if absent; by default a temporary one, removed by `stop`. */
  data?: string
  /** The host name clients are told to come to; by default `host`, or 127.0.0.1 where that is all addresses. */
  advertise?: string
  /** Kafka's group.initial.rebalance.delay.ms, there 3000; default 0. */
  initialRebalanceDelayMs?: number
  /** Kafka's log.retention.check.interval.ms; default 300,000, as there. */
  retentionCheckMs?: number
  /** Receives short English lines on what is refused or goes wrong; by default nobody does. */
  log?: (line: string) => void
}

export interface Broker {
  /** Bootstrap addresses, `host:port`. */
  readonly brokers: string[]
  /** The address listened on. */
  readonly host: string
  readonly port: number
  /** Closes every connection, flushes all to disk, and gives the folder back. Safe to call twice. */
  stop(): Promise<void>
}

const NODE_ID = 1
const RETENTION_CHECK_MS = 300_000

/**
 * Resolves once connections are accepted. Rejects with FolderInUseError when another broker uses the folder, with the
 * system's error (EADDRINUSE, EACCES…) when the port or the folder is refused, and with a plain Error naming a damaged file.
 */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { host = '127.0.0.1', port = 0, initialRebalanceDelayMs = 0, retentionCheckMs = RETENTION_CHECK_MS } = options
  const log = options.log ?? (() => {})
  const folder = options.data ?? fs.mkdtempSync(path.join(os.tmpdir(), 'guichet-broker-'))
  const removeFolder = () => {
    if (options.data === undefined) fs.rmSync(folder, { recursive: true, force: true })
  }
  fs.mkdirSync(folder, { recursive: true })

  const closers: (() => unknown)[] = [removeFolder]
  /** What was opened last is closed first, and a failure does not keep the rest open. */
  const closeAll = async () => {
    const failures: unknown[] = []
    for (const close of closers.splice(0).reverse()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }

  try {
    const lock: FolderLock = await lockFolder(folder)
    closers.push(() => lock.release())
    const file = new MetadataFile(folder)
    const topics = new Topics(folder, file, log)
    closers.push(() => topics.close())
    const groups = new GroupCoordinator({ folder, initialRebalanceDelayMs, log })
    closers.push(() => groups.close())

    let state: BrokerState | undefined
    const listener = await listen(host, port, (socket) => new Connection(socket, state!, log), log)
    closers.push(() => listener.close())
    state = {
      nodeId: NODE_ID,
      clusterId: file.clusterId,
      advertisedHost: options.advertise ?? (isEveryAddress(host) ? '127.0.0.1' : host),
      port: listener.port,
      topics,
      groups,
      producerIds: new ProducerIds(file),
    }
    const retention = setInterval(() => topics.enforceRetention(Date.now()), retentionCheckMs)
    closers.push(() => clearInterval(retention))

    let stopped: Promise<void> | undefined
    const stop = () => {
      stopped ??= closeAll()
      return stopped
    }
    const address = state.advertisedHost.includes(':') ? `[${state.advertisedHost}]` : state.advertisedHost
    return { brokers: [`${address}:${listener.port}`], host, port: listener.port, stop }
  } catch (error) {
    await closeAll().catch(() => {})
    throw error
  }
}

function isEveryAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}
