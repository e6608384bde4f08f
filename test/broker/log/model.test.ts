// Any sequence of operations, restarts and crashes in between, against a log kept as a plain array.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PartitionLog } from '../../../src/broker/log/partition-log.js'
import { makeBatch, offsetsOf } from './batches.js'
import { logConfig, temporaryFolder } from './folders.js'

const T = 1_700_000_000_000
const CONFIG = logConfig({ segmentBytes: 12_000, retentionMs: 50_000, retentionBytes: -1 })

type Operation =
  | { kind: 'append'; lengths: number[]; age: number }
  | { kind: 'read'; at: number; maxBytes: number; atLeastOne: boolean }
  | { kind: 'delete'; at: number }
  | { kind: 'retain'; now: number }
  | { kind: 'reopen'; clean: boolean }

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      lengths: fc.array(fc.nat(3000), { minLength: 1, maxLength: 4 }),
      age: fc.nat(100_000),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      maxBytes: fc.nat(20_000),
      atLeastOne: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retain' as const), now: fc.nat(150_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reopen' as const), clean: fc.boolean() }) },
)

/** What the log should hold: every batch ever appended, and the first offset still readable. */
class Model {
  batches: { base: number; last: number; bytes: Buffer }[] = []
  start = 0
  end = 0

  read(offset: number, maxBytes: number, atLeastOne: boolean, got: Buffer): void {
    const from = this.batches.findIndex((batch) => batch.last >= offset)
    const places = offsetsOf(got)
    const expected = from < 0 ? [] : this.batches.slice(from, from + places.length)
    expect(Buffer.concat(expected.map((batch) => batch.bytes)).equals(got)).toBe(true)
    const first = this.batches[from]
    if (places.length > 1 || !atLeastOne) expect(got.length).toBeLessThanOrEqual(maxBytes)
    if (first && (atLeastOne || first.bytes.length <= maxBytes)) expect(places.length).toBeGreaterThan(0)
  }
}

it('does what a plain array would', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
      const folder = temporaryFolder()
      const model = new Model()
      let log = PartitionLog.open(folder, CONFIG)
      const somewhere = (at: number): number => model.start + Math.round(at * (model.end - model.start))
      for (const op of operations) {
        if (op.kind === 'append') {
          const bytes = makeBatch({ values: op.lengths.map((n) => 'x'.repeat(n)), timestamp: T - op.age })
          const base = log.append(bytes, T).baseOffset
          expect(base).toBe(model.end)
          model.end = base + op.lengths.length
          model.batches.push({ base, last: model.end - 1, bytes: Buffer.from(bytes) })
        } else if (op.kind === 'read') {
          const offset = somewhere(op.at)
          model.read(offset, op.maxBytes, op.atLeastOne, log.read(offset, op.maxBytes, op.atLeastOne))
        } else if (op.kind === 'delete') {
          model.start = log.deleteRecordsBefore(somewhere(op.at))
        } else if (op.kind === 'retain') {
          log.enforceRetention(T + op.now)
          expect(log.startOffset).toBeGreaterThanOrEqual(model.start)
          model.start = log.startOffset
        } else {
          if (op.clean) log.close()
          log = PartitionLog.open(folder, CONFIG)
        }
        expect([log.startOffset, log.endOffset]).toEqual([model.start, model.end])
      }
      log.close()
    }),
    { numRuns: process.env.GUICHET_LONG ? 2000 : 60 },
  )
})
