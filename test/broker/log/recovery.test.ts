// What a crash, or a damaged disk, leaves of a log: it opens at its last whole valid batch, and lives on.

import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PartitionLog } from '../../../src/broker/log/partition-log.js'
import { makeBatch, offsetsOf } from './batches.js'
import { logConfig, temporaryFolder } from './folders.js'

interface Written {
  folder: string
  /** File and position of each batch. */
  places: { file: string; position: number; size: number }[]
}

/** Writes one-record batches with values of the given lengths. */
function write(valueLengths: number[], segmentBytes: number, closed: boolean): Written {
  const folder = temporaryFolder()
  const log = PartitionLog.open(folder, logConfig({ segmentBytes }))
  const places: Written['places'] = []
  for (const length of valueLengths) {
    const batch = makeBatch({ values: ['x'.repeat(length)] })
    log.append(batch)
    const file = fs.readdirSync(folder).findLast((name) => name.endsWith('.log'))!
    places.push({ file, position: fs.statSync(path.join(folder, file)).size - batch.length, size: batch.length })
  }
  if (closed) log.close()
  return { folder, places }
}

/** Opens a copy of the log after `damage`; it must hold exactly the first `whole` batches, then take and keep another. */
function expectToHold(written: Written, whole: number, damage: (folder: string) => void): void {
  const folder = `${written.folder}-copy`
  fs.cpSync(written.folder, folder, { recursive: true })
  try {
    damage(folder)
    const log = PartitionLog.open(folder, logConfig())
    expect([log.startOffset, log.endOffset]).toEqual([0, whole])
    expect(log.sizeInBytes).toBe(written.places.slice(0, whole).reduce((sum, place) => sum + place.size, 0))
    if (whole > 0) expect(offsetsOf(log.read(whole - 1, 1, true))).toEqual([[whole - 1, whole - 1]])
    expect(log.append(makeBatch({ values: ['after'] })).baseOffset).toBe(whole)
    log.close()
    const again = PartitionLog.open(folder, logConfig())
    expect(again.endOffset).toBe(whole + 1)
    expect(again.read(whole, 1000).includes('after')).toBe(true)
    again.close()
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

const logs: [string, () => Written][] = [false, true].flatMap((closed) => {
  const end = closed ? 'closed cleanly' : 'killed'
  return [
    [`two batches, ${end}`, () => write([20, 30], 1 << 20, closed)],
    [`many batches, ${end}`, () => write(Array(300).fill(50), 1 << 20, closed)],
    [
      `batches further apart than index entries, ${end}`,
      () => write([...Array(8).fill(5000), 20, 30], 1 << 20, closed),
    ],
    [`the last two over two segments, ${end}`, () => write([50, 50, 50, 20, 30], 470, closed)],
    [`the last two in the segment before an empty one, ${end}`, () => rolled(closed)],
  ] as [string, () => Written][]
})

/** A log whose active segment is still empty, as retention or a crash just after a roll leaves it. */
function rolled(closed: boolean): Written {
  const written = write([50, 20, 30], 1 << 20, closed)
  fs.writeFileSync(path.join(written.folder, '00000000000000000003.log'), '')
  return written
}

describe.each(logs)('%s', (_, make) => {
  it('opens at the last whole batch wherever the last two are cut', () => {
    const written = make()
    const count = written.places.length
    for (const [i, { file, position, size }] of written.places.entries()) {
      if (i < count - 2) continue
      for (let kept = 0; kept < size; kept++) {
        expectToHold(written, i, (folder) => {
          fs.truncateSync(path.join(folder, file), position + kept)
          // A cut is the end of the log: the segments after it were not written yet.
          for (const name of fs.readdirSync(folder))
            if (name.slice(0, 20) > file.slice(0, 20) && /^\d/.test(name)) fs.rmSync(path.join(folder, name))
        })
      }
    }
    expectToHold(written, count, () => {})
  })

  it('opens before the batch in which a bit has flipped', { timeout: 120_000 }, () => {
    const written = make()
    const step = process.env.GUICHET_LONG ? 1 : 23
    for (const [i, { file, position, size }] of written.places.entries()) {
      if (i < written.places.length - 2) continue
      for (let bit = 0; bit < size * 8; bit += step) {
        expectToHold(written, i, (folder) => {
          const fd = fs.openSync(path.join(folder, file), 'r+')
          const byte = Buffer.alloc(1)
          fs.readSync(fd, byte, 0, 1, position + (bit >> 3))
          byte[0]! ^= 1 << (bit & 7)
          fs.writeSync(fd, byte, 0, 1, position + (bit >> 3))
          fs.closeSync(fd)
        })
      }
    }
  })
})

describe('the files beside the log', () => {
  it.each(['.index', '.timeindex'])('may be missing, or cut anywhere (%s): the log is read again', (ending) => {
    const written = write(Array(300).fill(100), 20_000, true)
    const files = fs.readdirSync(written.folder).filter((name) => name.endsWith(ending))
    for (const name of [files[0]!, files.at(-1)!]) {
      expectToHold(written, 300, (folder) => fs.rmSync(path.join(folder, name)))
      const { size } = fs.statSync(path.join(written.folder, name))
      expect(size).toBeGreaterThan(0)
      for (let kept = 0; kept < size; kept++) {
        expectToHold(written, 300, (folder) => fs.truncateSync(path.join(folder, name), kept))
      }
    }
  })

  it('may be left over from another life of the log', () => {
    const written = write(Array(300).fill(100), 1 << 20, true)
    expectToHold(written, 200, (folder) => {
      fs.truncateSync(path.join(folder, written.places[200]!.file), written.places[200]!.position)
    })
    expectToHold(written, 300, (folder) => fs.writeFileSync(path.join(folder, '00000000000000000007.index'), 'x'))
    expectToHold(written, 300, (folder) => fs.writeFileSync(path.join(folder, 'producers.json'), '{"offset":'))
    expectToHold(written, 300, (folder) => fs.writeFileSync(path.join(folder, 'log-start-offset'), 'garbage'))
  })
})

it('starts anew at the offset it was told to start from, when damage reaches further back', () => {
  const written = write([50, 50, 50], 1 << 20, false)
  const log = PartitionLog.open(written.folder, logConfig())
  log.deleteRecordsBefore(2)
  log.close()
  fs.truncateSync(path.join(written.folder, written.places[0]!.file), written.places[1]!.position)
  const again = PartitionLog.open(written.folder, logConfig())
  expect([again.startOffset, again.endOffset]).toEqual([2, 2])
  expect(again.append(makeBatch()).baseOffset).toBe(2)
  again.close()
})

it.each([
  ['far smaller than the last', 8000, 2_000_000],
  ['where the tail read on opening begins', 700_000, 700_000],
])('finds a flipped bit in the last batch but one: %s', (_, lastButOne, last) => {
  const folder = temporaryFolder()
  const config = logConfig({ maxMessageBytes: 3 << 20 })
  const log = PartitionLog.open(folder, config)
  for (let i = 0; i < 5; i++) log.append(makeBatch({ values: ['x'.repeat(8000)] }))
  log.append(makeBatch({ values: ['x'.repeat(lastButOne)] }))
  const position = log.sizeInBytes - 100
  log.append(makeBatch({ values: ['x'.repeat(last)] }))
  log.close()
  const file = path.join(folder, '00000000000000000000.log')
  const bytes = fs.readFileSync(file)
  bytes[position]! ^= 1
  fs.writeFileSync(file, bytes)
  const again = PartitionLog.open(folder, config)
  expect(again.endOffset).toBe(5)
  again.close()
})
