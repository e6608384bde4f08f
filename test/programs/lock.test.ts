// One at a time: a lock that its holder's death opens, on disks with links and on disks without.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withLock } from '../../src/programs/lock.js'

let links = true
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const linkSync: typeof fs.linkSync = (from, to) => {
    if (!links) throw Object.assign(new Error('no links here'), { code: 'EPERM' })
    fs.linkSync(from, to)
  }
  return { ...fs, linkSync }
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guichet-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.each([true, false])('a lock, links on this disk: %s', (present) => {
  beforeEach(() => {
    links = present
  })

  it('lets one work at a time, each in turn, and leaves nothing', async () => {
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await pause(20)
      inside--
    }
    await Promise.all([withLock(folder, work), withLock(folder, work), withLock(folder, work)])
    expect({ inside, most }).toEqual({ inside: 0, most: 1 })
    expect(readdirSync(folder)).toEqual([])
  })

  it('is given back when the work fails, and opens when its holder is dead', async () => {
    await expect(withLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, identity: 'someone before' }))
    expect(await withLock(folder, async () => 'mine')).toBe('mine')
  })
})
