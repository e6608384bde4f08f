// Every schema, at every version: what is written reads back the same, and no bytes can do harm.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { routes } from '../../../src/broker/handlers/routes.js'
import { ProtocolError } from '../../../src/broker/protocol/errors.js'
import { Reader } from '../../../src/broker/protocol/reader.js'
import type { Type } from '../../../src/broker/protocol/types.js'
import { Writer } from '../../../src/broker/protocol/writer.js'
import { arbitraryOf } from './arbitrary.js'

const numRuns = process.env.GUICHET_LONG ? 2000 : 40

const schemas = routes.flatMap(({ message: { name, versions, request, response } }) => {
  const [first, last] = versions
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((version) => [
    { what: `${name} ${version}, request`, version, type: request as Type<unknown, unknown> },
    { what: `${name} ${version}, response`, version, type: response as Type<unknown, unknown> },
  ])
})

const writer = new Writer()

function encode(type: Type<unknown, unknown>, value: unknown, version: number): Buffer {
  writer.begin()
  type.write(writer, value, version)
  const frame = Buffer.concat(writer.finish())
  expect(frame.readInt32BE(0)).toBe(frame.length - 4)
  return frame.subarray(4)
}

/** The value read; undefined where the bytes are not such a message. Anything but the protocol error passes through. */
function decode(type: Type<unknown, unknown>, bytes: Buffer, version: number): unknown {
  try {
    return type.read(new Reader(bytes), version)
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

describe.each(schemas)('$what', ({ type, version }) => {
  it('reads back what was written, to the last byte', () => {
    fc.assert(
      fc.property(arbitraryOf(type, version), (value) => {
        const reader = new Reader(encode(type, value, version))
        expect(type.read(reader, version)).toEqual(value)
        expect(reader.remaining).toBe(0)
      }),
      { numRuns },
    )
  })

  it('survives any bytes, and any truth bent a little', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        decode(type, Buffer.from(bytes), version)
      }),
      { numRuns },
    )
    const bent = fc.tuple(arbitraryOf(type, version), fc.nat(), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat())
    fc.assert(
      fc.property(bent, ([value, at, byte, cut]) => {
        const bytes = encode(type, value, version)
        if (bytes.length > 0) bytes[at % bytes.length] = byte
        decode(type, bytes, version)
        decode(type, bytes.subarray(0, cut % (bytes.length + 1)), version)
      }),
      { numRuns },
    )
  })
})
