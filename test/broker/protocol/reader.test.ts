// Lengths that lie, and numbers at their ends.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProtocolError } from '../../../src/broker/protocol/errors.js'
import { MAX_ELEMENTS, Reader } from '../../../src/broker/protocol/reader.js'
import { array, int16, string, struct } from '../../../src/broker/protocol/types.js'
import { Writer } from '../../../src/broker/protocol/writer.js'

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

describe('a reader', () => {
  it.each([
    ['an array longer than the frame', array(string), int32(1_000_000)],
    ['the longest array', array(string), int32(2 ** 31 - 1)],
    ['an array of negative length', array(string), int32(-2)],
    ['a string longer than the frame', string, Buffer.from([0x7f, 0xff, 0x41])],
    ['a string of negative length', string, Buffer.from([0xff, 0xfe])],
    ['null where a string is required', string, Buffer.from([0xff, 0xff])],
    ['half a number', int16, Buffer.from([1])],
  ])('refuses %s at once', (_what, type, bytes) => {
    expect(() => type.read(new Reader(bytes), 0)).toThrow(ProtocolError)
  })

  it('reads no element of an array that cannot be whole', () => {
    let elements = 0
    const counted = { read: (reader: Reader) => ++elements && reader.int8(), write: () => {} }
    expect(() => array(counted).read(new Reader(Buffer.concat([int32(50), Buffer.alloc(49)])), 0)).toThrow(
      ProtocolError,
    )
    expect(elements).toBe(0)
  })

  it('refuses bytes of a wrong length', () => {
    expect(() => new Reader(int32(2 ** 31 - 1)).bytes()).toThrow(ProtocolError)
    expect(() => new Reader(int32(-2)).bytes()).toThrow(ProtocolError)
    expect(() => new Reader(int32(-1)).bytes()).toThrow(ProtocolError)
    expect(new Reader(int32(-1)).nullableBytes()).toBeNull()
  })

  it('bounds the elements of a request, over all its arrays', () => {
    const half = MAX_ELEMENTS / 2 + 1
    const names = (count: number) => Buffer.concat([int32(count), Buffer.alloc(2 * count)])
    const type = struct({ a: array(string), b: array(string) })
    expect(type.read(new Reader(Buffer.concat([names(half), names(1)])), 0).a).toHaveLength(half)
    expect(() => type.read(new Reader(Buffer.concat([names(half), names(half)])), 0)).toThrow(ProtocolError)
  })

  it('gives views, not copies', () => {
    const frame = Buffer.concat([int32(3), Buffer.from('abc')])
    const bytes = new Reader(frame).bytes()
    frame[4] = 0x41
    expect(bytes.toString()).toBe('Abc')
  })

  it('reads any 8 bytes as a number, exactly where a number can be', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const bytes = Buffer.alloc(8)
        bytes.writeBigInt64BE(value)
        const read = new Reader(bytes).int64()
        expect(read).toBe(Number(value))
        const writer = new Writer()
        writer.begin()
        writer.int64(read)
        const written = Buffer.concat(writer.finish()).subarray(4)
        if (Number.isSafeInteger(read)) expect(written).toEqual(bytes)
      }),
    )
  })
})
