// The combinators messages are made of. A type reads and writes one value at a given version of its message;
// TypeScript types are inferred from it (`Out`: what is read, `In`: what may be written).
import type { Reader } from './reader.js'
import type { Writer } from './writer.js'

export interface Type<Out, In = Out> {
  read(reader: Reader, version: number): Out
  write(writer: Writer, value: In, version: number): void
}

export type Out<T> = T extends Type<infer O, never> ? O : never
export type In<T> = T extends Type<unknown, infer I> ? I : never

export const bool: Type<boolean> = { read: (r) => r.bool(), write: (w, v) => w.bool(v) }
export const int8: Type<number> = { read: (r) => r.int8(), write: (w, v) => w.int8(v) }
export const int16: Type<number> = { read: (r) => r.int16(), write: (w, v) => w.int16(v) }
export const int32: Type<number> = { read: (r) => r.int32(), write: (w, v) => w.int32(v) }
/** A JavaScript number: exact up to 2^53. */
export const int64: Type<number> = { read: (r) => r.int64(), write: (w, v) => w.int64(v) }
export const string: Type<string> = { read: (r) => r.string(), write: (w, v) => w.nullableString(v) }
export const nullableString: Type<string | null> = {
  read: (r) => r.nullableString(),
  write: (w, v) => w.nullableString(v),
}
export const bytes: Type<Buffer> = { read: (r) => r.bytes(), write: (w, v) => w.nullableBytes(v) }
export const nullableBytes: Type<Buffer | null> = {
  read: (r) => r.nullableBytes(),
  write: (w, v) => w.nullableBytes(v),
}

export function nullableArray<O, I>(element: Type<O, I>): Type<O[] | null, readonly I[] | null> {
  return {
    read(reader, version) {
      const length = reader.arrayLength()
      if (length === -1) return null
      const values: O[] = []
      for (let i = 0; i < length; i++) values.push(element.read(reader, version))
      return values
    },
    write(writer, values, version) {
      if (values === null) return writer.int32(-1)
      writer.int32(values.length)
      for (const value of values) element.write(writer, value, version)
    },
  }
}

/** A null array reads as an empty one, as Kafka's older clients send it. */
export function array<O, I>(element: Type<O, I>): Type<O[], readonly I[]> {
  const nullable = nullableArray(element)
  return { read: (reader, version) => nullable.read(reader, version) ?? [], write: nullable.write }
}

/** A field present in the versions `from` to `to`; elsewhere, and where left out on writing, it is `absent`. */
export function between<O, I>(from: number, to: number, type: Type<O, I>, absent: O & I): Type<O, I | undefined> {
  return {
    read: (reader, version) => (version >= from && version <= to ? type.read(reader, version) : absent),
    write(writer, value, version) {
      if (version >= from && version <= to) type.write(writer, value === undefined ? absent : value, version)
    },
  }
}

/** A field present from version `from` on; below, and where left out on writing, it is `absent`. */
export function since<O, I>(from: number, type: Type<O, I>, absent: O & I): Type<O, I | undefined> {
  return between(from, Number.POSITIVE_INFINITY, type, absent)
}

/** A field present in all versions, `absent` where left out on writing. */
export function optional<O, I>(type: Type<O, I>, absent: O & I): Type<O, I | undefined> {
  return since(0, type, absent)
}

// biome-ignore lint/suspicious/noExplicitAny: the only type that any field is assignable to, whatever it reads and writes
type AnyType = Type<any, any>
type Fields = Record<string, AnyType>
type OptionalKeys<F> = { [K in keyof F]: undefined extends In<F[K]> ? K : never }[keyof F]
type StructOut<F> = { [K in keyof F]: Out<F[K]> }
type StructIn<F> = { [K in Exclude<keyof F, OptionalKeys<F>>]: In<F[K]> } & { [K in OptionalKeys<F>]?: In<F[K]> }

/** Fields one after the other, in the order written here. */
export function struct<F extends Fields>(fields: F): Type<StructOut<F>, StructIn<F>> {
  const entries = Object.entries(fields)
  return {
    read(reader, version) {
      const value: Record<string, unknown> = {}
      for (const [name, type] of entries) value[name] = type.read(reader, version)
      return value as StructOut<F>
    },
    write(writer, value, version) {
      const given = value as Record<string, unknown>
      for (const [name, type] of entries) type.write(writer, given[name], version)
    },
  }
}
