// One at a time: a lock among all the CLIs of one user, that the death of its holder opens.
import { randomUUID } from 'node:crypto'
import { constants, copyFileSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { identityOf, isRunning, type KnownProcess, readProcess } from './identity.js'

const POLL = 30

/**
 * Runs `work` while nobody else runs any under this folder's lock; waits for its turn as long as it takes.
 * Not to be nested: a second one in the same process waits for the first.
 */
export async function withLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'lock')
  const draft = join(folder, `lock.${randomUUID().slice(0, 8)}`)
  const me: KnownProcess = { pid: process.pid, identity: (await identityOf(process.pid)) ?? '' }
  writeFileSync(draft, JSON.stringify(me))
  try {
    while (!take(draft, file)) {
      const holder = readProcess(file)
      // Whoever held it is dead: the lock is nobody's.
      if (holder && !(await isRunning(holder))) rmSync(file, { force: true })
      else await pause(POLL)
    }
    try {
      return await work()
    } finally {
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The name is given at once with what is in it, or not at all. */
function take(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
  }
  // No links on this disk (exFAT, some network folders): the name is given before what is in it, but to one only.
  try {
    copyFileSync(draft, file, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
