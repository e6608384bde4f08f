// Frames one after the other in shared memory: none may disturb another.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Writer } from '../../../src/broker/protocol/writer.js'

it('keeps each frame as it was finished, whatever follows, and attaches large bytes without copying', () => {
  const sizes = fc.constantFrom(0, 1, 100, 2047, 2048, 5000, 70_000)
  const frames = fc.array(fc.array(sizes, { maxLength: 6 }), { maxLength: 12 })
  fc.assert(
    fc.property(frames, (list) => {
      const writer = new Writer()
      const finished = list.map((lengths, i) => {
        const parts = lengths.map((length) => Buffer.alloc(length, i + 1))
        writer.begin()
        for (const part of parts) writer.nullableBytes(part)
        return { parts, pieces: writer.finish() }
      })
      for (const { parts, pieces } of finished) {
        const body = Buffer.concat(parts.flatMap((part) => [lengthOf(part.length), part]))
        expect(Buffer.concat(pieces).equals(Buffer.concat([lengthOf(body.length), body]))).toBe(true)
        for (const part of parts) expect(pieces.includes(part)).toBe(part.length >= 2048)
      }
    }),
  )
})

it('starts afresh after a frame that was not finished', () => {
  const writer = new Writer()
  writer.begin()
  writer.nullableBytes(Buffer.alloc(5000))
  writer.begin()
  writer.int8(7)
  expect(Buffer.concat(writer.finish())).toEqual(Buffer.from([0, 0, 0, 1, 7]))
})

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(length)
  return bytes
}
