// 64-bit integers as JS numbers: offsets, timestamps and producer ids stay far below 2^53, and BigInt costs an allocation each.

/** Reads a big-endian signed 64-bit integer; exact within ±2^53. */
export function readInt64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 0x1_0000_0000 + bytes.readUInt32BE(at + 4)
}

/** Writes a big-endian signed 64-bit integer; `value` is a safe integer. */
export function writeInt64(bytes: Buffer, value: number, at: number): void {
  bytes.writeInt32BE(Math.floor(value / 0x1_0000_0000), at)
  bytes.writeUInt32BE(value >>> 0, at + 4)
}
