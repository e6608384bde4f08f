// The record of what `demarrer` left running, so that any terminal finds it again: running.json in the state folder.
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning, type KnownProcess } from './identity.js'
import { stateFolder, writableStateFolder } from './state-folder.js'

export interface Running {
  /** Bootstrap addresses, `host:port`, separated by commas. */
  brokers: string
  /** Where `demarrer` was run; `tracker.log` is there. */
  cwd: string
  /** When, as ISO 8601. */
  since: string
  /** The embedded office; absent when it is Docker's, or not ours (an existing cluster). */
  office?: (KnownProcess & { port: number; data: string }) | undefined
  /** The Docker office: not a process of ours, so Docker alone knows whether it runs. */
  docker?: { port: number } | undefined
  tracker?: KnownProcess | undefined
  producer?: KnownProcess | undefined
}

const PARTS = ['office', 'tracker', 'producer'] as const

/**
 * What still runs of what was recorded; undefined when nothing does. A part whose process has ended, or whose pid
 * another process has since been given, is left out; a Docker office stays until it is stopped; a damaged record
 * counts as none.
 */
export async function readRunning(): Promise<Running | undefined> {
  const record = readRecord()
  if (!record) return undefined
  const alive: Running = { brokers: record.brokers, cwd: record.cwd, since: record.since }
  for (const part of PARTS) {
    const known = record[part]
    if (known && (await isRunning(known))) Object.assign(alive, { [part]: known })
  }
  if (record.docker) alive.docker = record.docker
  return alive.docker || PARTS.some((part) => alive[part]) ? alive : undefined
}

function readRecord(): Running | undefined {
  try {
    const record: Running = JSON.parse(readFileSync(recordFile(stateFolder()), 'utf8'))
    const wellFormed = PARTS.every((part) => {
      const known = record[part]
      return known === undefined || (Number.isInteger(known.pid) && known.pid > 0 && typeof known.identity === 'string')
    })
    const { docker } = record
    const dockerFormed = docker === undefined || Number.isInteger(docker?.port)
    return wellFormed && dockerFormed && typeof record.brokers === 'string' ? record : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes the whole record at once: a reader sees the old one or the new one, never half of it.
 * @throws ProgramError `state-folder-unwritable` {folder, reason}
 */
export function writeRunning(record: Running): void {
  const file = recordFile(writableStateFolder())
  const draft = `${file}.${randomUUID().slice(0, 8)}`
  writeFileSync(draft, `${JSON.stringify(record, undefined, 2)}\n`)
  renameSync(draft, file)
}

/** Nothing runs any more. */
export function removeRunning(): void {
  try {
    rmSync(recordFile(stateFolder()), { force: true })
  } catch (error) {
    // Where there is no folder, there is no record.
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error
  }
}

function recordFile(folder: string): string {
  return join(folder, 'running.json')
}
