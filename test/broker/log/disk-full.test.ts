// A full disk: Kafka's storage error, nothing half-written, and service again once there is room.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LogError, PartitionLog } from '../../../src/broker/log/partition-log.js'
import { makeBatch, offsetsOf } from './batches.js'
import { logConfig } from './folders.js'

const BYTES = 1 << 20
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guichet-full-'))
const mounted = mountTmpfs()

/** A disk of 1 MiB, where the system lets us have one (Linux, as root). */
function mountTmpfs(): boolean {
  return (
    process.platform === 'linux' &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${BYTES}`, 'guichet', folder]).status === 0
  )
}

afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', folder])
  fs.rmSync(folder, { recursive: true, force: true })
})

function appendUntilFull(log: PartitionLog, valueBytes: number): LogError {
  for (let i = 0; i < 100_000; i++) {
    try {
      log.append(makeBatch({ values: ['x'.repeat(valueBytes)] }))
    } catch (error) {
      return error as LogError
    }
  }
  throw new Error('the disk never filled up')
}

describe.skipIf(!mounted)('a disk of 1 MiB (skipped where a tmpfs cannot be mounted)', () => {
  const ballast = path.join(folder, 'ballast')
  const data = path.join(folder, 'orders-0')

  beforeAll(() => fs.writeFileSync(ballast, Buffer.alloc(BYTES / 2)))

  it.each([
    ['within a segment', 1 << 30],
    ['at the turn of a segment', 40_000],
  ])('answers KAFKA_STORAGE_ERROR when full %s, keeps what it acknowledged, and resumes', (_, segmentBytes) => {
    const log = PartitionLog.open(data, logConfig({ segmentBytes }))
    const error = appendUntilFull(log, 9000)
    expect(error).toBeInstanceOf(LogError)
    expect(error.code).toBe('KAFKA_STORAGE_ERROR')
    const { endOffset, sizeInBytes } = log
    expect(endOffset).toBeGreaterThan(20)
    expect(appendUntilFull(log, 9000).code).toBe('KAFKA_STORAGE_ERROR')
    expect([log.endOffset, log.sizeInBytes]).toEqual([endOffset, sizeInBytes])
    expect(offsetsOf(log.read(endOffset - 1, 1, true))).toEqual([[endOffset - 1, endOffset - 1]])
    const onDisk = fs.readdirSync(data).filter((name) => name.endsWith('.log'))
    expect(onDisk.reduce((sum, name) => sum + fs.statSync(path.join(data, name)).size, 0)).toBe(sizeInBytes)

    // Killed while full, it opens again; and still cannot write.
    const reopened = PartitionLog.open(data, logConfig({ segmentBytes }))
    expect([reopened.startOffset, reopened.endOffset]).toEqual([0, endOffset])
    expect(appendUntilFull(reopened, 9000).code).toBe('KAFKA_STORAGE_ERROR')

    fs.truncateSync(ballast, 0)
    for (let i = 0; i < 10; i++) {
      expect(reopened.append(makeBatch({ values: ['x'.repeat(9000)] })).baseOffset).toBe(endOffset + i)
    }
    reopened.close()
    const last = PartitionLog.open(data, logConfig({ segmentBytes }))
    expect(last.endOffset).toBe(endOffset + 10)
    last.delete()
    log.delete()
    fs.writeFileSync(ballast, Buffer.alloc(BYTES / 2))
  })

  it('still deletes by retention when full, which makes room', () => {
    const log = PartitionLog.open(data, logConfig({ retentionBytes: 0 }))
    appendUntilFull(log, 9000)
    const { endOffset } = log
    log.enforceRetention(Date.now())
    expect(log.sizeInBytes).toBe(0)
    expect(log.append(makeBatch()).baseOffset).toBe(endOffset)
    log.delete()
  })
})
