// The checksum, against its published check values and a bit-by-bit reading of its definition.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { crc32c } from '../../../src/broker/log/crc32c.js'

function bitByBit(bytes: Uint8Array): number {
  let crc = 0xffff_ffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  }
  return ~crc >>> 0
}

it('gives the values of RFC 3720, appendix B.4', () => {
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa)
  expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43)
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
})

it('agrees with the definition wherever the bytes start and end in memory', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), fc.nat(20), (bytes, skip, drop) => {
      const start = Math.min(skip, bytes.length)
      const end = Math.max(start, bytes.length - drop)
      expect(crc32c(bytes, start, end)).toBe(bitByBit(bytes.subarray(start, end)))
    }),
  )
})

it('agrees with the definition on long inputs, which are shortened first', () => {
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * i + (i >> 5)) & 0xff))
  // Below and above where shortening begins, and where one window ends and the next begins.
  for (const length of [16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 125_752, 125_768, 199_990]) {
    for (const start of [0, 3]) {
      const end = start + length
      expect(crc32c(bytes, start, end), `${length} bytes from ${start}`).toBe(bitByBit(bytes.subarray(start, end)))
    }
  }
})
