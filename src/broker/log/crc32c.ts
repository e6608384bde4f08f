// CRC-32C (Castagnoli), the checksum of Kafka's record batches, sixteen bytes at a time ("slicing-by-16"); long inputs
// are shortened first.

import { foldCrc } from './crc-fold.js'

const POLYNOMIAL = 0x82f63b78 // 0x1EDC6F41, bits reversed

// Sixteen tables of 256 entries end to end: table k advances a byte over k further zero bytes.
const TABLES = buildTables()

const WORTH_FOLDING_BYTES = 16_384
const NO_WORDS = new Int32Array(0)

function buildTables(): Int32Array {
  const tables = new Int32Array(16 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL : 0)
    tables[byte] = crc
  }
  for (let i = 256; i < tables.length; i++) {
    const previous = tables[i - 256]!
    tables[i] = (previous >>> 8) ^ tables[previous & 0xff]!
  }
  return tables
}

/** CRC-32C of `bytes[start, end)`, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  if (end - start < WORTH_FOLDING_BYTES) return ~update(-1, bytes, start, end) >>> 0
  const folded = foldCrc(bytes, start, end)
  return ~update(0, folded, 0, folded.length) >>> 0
}

/** The register after these bytes. The machine is little-endian, as all that Node 20 is built for but s390x. */
function update(register: number, bytes: Uint8Array, start: number, end: number): number {
  const t = TABLES
  let crc = register
  let i = start
  // Byte by byte up to a multiple of four in memory, so that the rest can be read as 32-bit words.
  for (; i < end && (bytes.byteOffset + i) % 4 !== 0; i++) crc = (crc >>> 8) ^ t[(crc ^ bytes[i]!) & 0xff]!
  const words = i < end ? new Int32Array(bytes.buffer, bytes.byteOffset + i, ((end - i) >>> 4) * 4) : NO_WORDS
  for (let w = 0; w < words.length; w += 4) {
    const a = crc ^ words[w]!
    const b = words[w + 1]!
    const c = words[w + 2]!
    const d = words[w + 3]!
    crc =
      t[0xf00 + (a & 0xff)]! ^
      t[0xe00 + ((a >>> 8) & 0xff)]! ^
      t[0xd00 + ((a >>> 16) & 0xff)]! ^
      t[0xc00 + (a >>> 24)]! ^
      t[0xb00 + (b & 0xff)]! ^
      t[0xa00 + ((b >>> 8) & 0xff)]! ^
      t[0x900 + ((b >>> 16) & 0xff)]! ^
      t[0x800 + (b >>> 24)]! ^
      t[0x700 + (c & 0xff)]! ^
      t[0x600 + ((c >>> 8) & 0xff)]! ^
      t[0x500 + ((c >>> 16) & 0xff)]! ^
      t[0x400 + (c >>> 24)]! ^
      t[0x300 + (d & 0xff)]! ^
      t[0x200 + ((d >>> 8) & 0xff)]! ^
      t[0x100 + ((d >>> 16) & 0xff)]! ^
      t[d >>> 24]!
  }
  for (i += words.byteLength; i < end; i++) crc = (crc >>> 8) ^ t[(crc ^ bytes[i]!) & 0xff]!
  return crc
}
