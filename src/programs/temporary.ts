// Temporary files and folders that never outlive the CLI, whatever ends it.
import { mkdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forget, watch } from './janitor-link.js'
import { temporary } from './leaving.js'

const paths = new Set<string>()
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }

/** Makes a new private folder under the system's temporary folder; its name starts with `prefix`. */
export function temporaryFolder(prefix: string): string {
  const path = join(tmpdir(), `${prefix}${crypto.randomUUID().slice(0, 13)}`)
  keepUntilTheEnd(path)
  mkdirSync(path, { mode: 0o700 })
  return path
}

/** Counts an existing or coming path among the temporary ones. Noted before it exists, so that none is missed. */
export function keepUntilTheEnd(path: string): void {
  paths.add(path)
  temporary.remover = { removeAll, removeAllNow }
  watch(path)
}

/** Removes one now; a path that is not a temporary one of this CLI is left alone. */
export async function removeTemporary(path: string): Promise<void> {
  if (!paths.has(path)) return
  await rm(path, removal)
  paths.delete(path)
  forget(path)
}

/** Removes them all; what resists is left to the janitor. */
async function removeAll(): Promise<void> {
  await Promise.allSettled([...paths].map(removeTemporary))
}

/** The same without waiting, for the moment before an immediate exit. */
function removeAllNow(): void {
  for (const path of paths) {
    try {
      rmSync(path, removal)
    } catch {
      // The janitor tries again after us.
    }
  }
}
