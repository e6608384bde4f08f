// Frames cut from what arrives, in whatever pieces.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BufferPool } from '../../src/broker/buffer-pool.js'
import { FrameReader } from '../../src/broker/frames.js'
import { MAX_GATHERED_BYTES, MAX_REQUEST_BYTES } from '../../src/broker/limits.js'
import { ProtocolError } from '../../src/broker/protocol/errors.js'

const pool = new BufferPool()

function framed(body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length)
  return Buffer.concat([length, body])
}

function takeAll(reader: FrameReader, chunk: Buffer): Buffer[] {
  const frames: Buffer[] = []
  reader.push(chunk)
  // A copy: a frame is valid until the next one is asked for.
  for (let frame = reader.next(); frame; frame = reader.next()) frames.push(Buffer.from(frame))
  expect(reader.isDrained).toBe(true)
  return frames
}

describe('a frame reader', () => {
  it('gives back the frames sent, however they are cut on the way', () => {
    const size = fc.oneof(fc.integer({ min: 10, max: 60 }), fc.constantFrom(70_000, 300_000, 2_500_000))
    const cuts = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(65_536)), {
      minLength: 1,
      maxLength: 50,
    })
    fc.assert(
      fc.property(fc.array(size, { maxLength: 8 }), cuts, (sizes, pieces) => {
        const bodies = sizes.map((length, i) => Buffer.alloc(length, i + 1))
        const stream = Buffer.concat(bodies.map(framed))
        const reader = new FrameReader(pool)
        const frames: Buffer[] = []
        for (let at = 0, i = 0; at < stream.length; i++) {
          // Small cuts among the first bytes, then pieces as large as sockets give.
          const length = i < 200 ? pieces[i % pieces.length]! : 65_536
          frames.push(...takeAll(reader, stream.subarray(at, at + length)))
          at += length
        }
        expect(frames.length).toBe(bodies.length)
        expect(frames.every((frame, i) => frame.equals(bodies[i]!))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('does not copy a frame that came in one piece', () => {
    const stream = Buffer.concat([framed(Buffer.alloc(20, 1)), framed(Buffer.alloc(30, 2))])
    const reader = new FrameReader(pool)
    reader.push(stream)
    const first = reader.next()!
    stream[4] = 9
    expect(first[0]).toBe(9)
    expect(reader.next()).toHaveLength(30)
  })

  it('keeps what has not been taken when the piece it came in is about to be overwritten', () => {
    const stream = Buffer.concat([
      framed(Buffer.alloc(20, 1)),
      framed(Buffer.alloc(30, 2)),
      framed(Buffer.alloc(40, 3)),
    ])
    const reader = new FrameReader(pool)
    reader.push(stream.subarray(0, 70))
    reader.next()
    reader.keepRest()
    stream.fill(9, 0, 70)
    expect(reader.next()).toEqual(Buffer.alloc(30, 2))
    expect(reader.next()).toBeUndefined()
    reader.keepRest()
    reader.push(stream.subarray(70))
    expect(reader.next()).toEqual(Buffer.alloc(40, 3))
  })

  it.each([-1, 0, 9, MAX_REQUEST_BYTES + 1, 2 ** 31 - 1])('refuses a frame of %i bytes', (length) => {
    const header = Buffer.alloc(4)
    header.writeInt32BE(length)
    const reader = new FrameReader(pool)
    reader.push(header)
    expect(() => reader.next()).toThrow(ProtocolError)
  })

  it('takes no more memory than has come, whatever length was announced', () => {
    const before = process.memoryUsage().arrayBuffers
    const readers = Array.from({ length: 200 }, () => {
      const reader = new FrameReader(pool)
      const start = Buffer.alloc(1000)
      start.writeInt32BE(MAX_REQUEST_BYTES)
      reader.push(start)
      expect(reader.next()).toBeUndefined()
      return reader
    })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(readers.length * 300 * 1024)
  })
  it('all together gather no more than the limit; what one gives back, another may take', () => {
    const pool = new BufferPool()
    const start = Buffer.alloc(1 << 20)
    start.writeInt32BE(MAX_REQUEST_BYTES)
    const readers: FrameReader[] = []
    const gather = () => {
      const reader = new FrameReader(pool)
      reader.push(start)
      reader.next()
      readers.push(reader)
    }
    const most = MAX_GATHERED_BYTES / (2 << 20)
    for (let i = 0; i < most; i++) gather()
    expect(gather).toThrow(ProtocolError)
    readers.pop()?.release()
    gather()
    for (const reader of readers) reader.release()
    for (let i = 0; i < most; i++) gather()
  })

  it('takes the buffer of a frame done for the next one', () => {
    const pool = new BufferPool()
    const reader = new FrameReader(pool)
    const gatherOne = () => {
      const stream = framed(Buffer.alloc(300_000, 3))
      reader.push(stream.subarray(0, 100))
      reader.next()
      reader.push(stream.subarray(100))
      const frame = reader.next()!
      expect(frame).toHaveLength(300_000)
      reader.next()
      return frame.buffer
    }
    const first = gatherOne()
    expect(gatherOne()).toBe(first)
  })
})
