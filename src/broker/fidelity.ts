// What this broker answers of Kafka's protocol, and what it leaves out: read off the routing table, so that it is true.
import { routes } from './handlers/routes.js'

export interface FidelityRow {
  /** Kafka's name of the API. */
  api: string
  key: number
  /** First and last version; undefined where the API is only refused. */
  versions: readonly [number, number] | undefined
  /** What Kafka does there and this broker does not; empty where nothing is. */
  leftOut: string
}

/** One row for each API, in Kafka's order. */
export function fidelityTable(): FidelityRow[] {
  const rows = routes.map(({ message: { name, key, versions }, advertised, leftOut }) => {
    return { api: name, key, versions: advertised ? versions : undefined, leftOut }
  })
  return rows.sort((a, b) => a.key - b.key)
}
