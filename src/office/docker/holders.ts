// Who uses the Docker office now, so that the last one to leave ends it and nobody ends it under another: one file each
// in the state folder. A CLI holds it while it lives; `demarrer` holds it until `arreter`.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityOf, isRunning, type KnownProcess } from '../../programs/identity.js'
import { stateFolder, writableStateFolder } from '../../programs/state-folder.js'

/** What a holder wrote: its process, unless it outlives the CLI, and the port the office has. */
interface Holder {
  process?: KnownProcess | undefined
  port: number
}

/** The name under which `demarrer` holds it. */
export const STARTED = 'demarrer'

/** The folder of the Docker office's own files, in the state folder. */
export function dockerFolder(): string {
  return join(writableStateFolder(), 'docker')
}

/** Whether the Docker office was ever used here: if not, Docker is not even asked. */
export function wasUsed(): boolean {
  return existsSync(join(stateFolder(), 'docker'))
}

/** Notes that this CLI (or `demarrer`, for good) uses the office at this port. */
export async function hold(port: number, name: string = String(process.pid)): Promise<void> {
  const folder = join(dockerFolder(), 'holders')
  mkdirSync(folder, { recursive: true })
  const identity = name === STARTED ? undefined : await identityOf(process.pid)
  const holder: Holder = { port, ...(identity === undefined ? {} : { process: { pid: process.pid, identity } }) }
  const draft = join(folder, `${name}.draft`)
  writeFileSync(draft, JSON.stringify(holder))
  renameSync(draft, join(folder, `${name}.json`))
}

/** It uses it no longer. */
export function letGo(name: string = String(process.pid)): void {
  rmSync(join(dockerFolder(), 'holders', `${name}.json`), { force: true })
}

/** Everyone who uses the office now; those who died without a word are forgotten. */
export async function holders(): Promise<{ name: string; port: number }[]> {
  const folder = join(dockerFolder(), 'holders')
  const names = listJson(folder)
  const living = await Promise.all(
    names.map(async (name) => {
      const holder = read(join(folder, `${name}.json`))
      if (holder && (name === STARTED || (holder.process && (await isRunning(holder.process)))))
        return [{ name, port: holder.port }]
      letGo(name)
      return []
    }),
  )
  return living.flat()
}

function listJson(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
  } catch {
    return []
  }
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
