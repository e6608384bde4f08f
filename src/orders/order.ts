// The order (commande): what it is, how one is made, how it travels as JSON.
import { randomInt, randomUUID } from 'node:crypto'
import { type Language, language } from '../i18n/index.js'

/** The report's four fields, under the report's names. */
export interface Order {
  order_id: string
  user: string
  item: string
  quantity: number
}

const ITEMS: Record<Language, string[]> = {
  fr: ['carnet', 'enveloppe', 'stylo bille', 'timbre', 'trombone', 'cahier', 'tampon', 'carte'],
  en: ['notebook', 'envelope', 'ballpoint', 'stamp', 'paper clip', 'pad', 'ink pad', 'card'],
}

/** A new order of one to five of some item, with an id of its own. */
export function makeOrder(user: string): Order {
  const items = ITEMS[language()]
  return { order_id: randomUUID(), user, item: items[randomInt(items.length)]!, quantity: randomInt(1, 6) }
}

export function encodeOrder(order: Order): string {
  return JSON.stringify(order)
}

/** The order a letter holds; undefined when it holds anything else. */
export function decodeOrder(bytes: Buffer | null): Order | undefined {
  try {
    const value = JSON.parse(bytes?.toString() ?? '')
    const whole =
      typeof value.order_id === 'string' &&
      typeof value.user === 'string' &&
      typeof value.item === 'string' &&
      Number.isInteger(value.quantity)
    return whole ? value : undefined
  } catch {
    return undefined
  }
}
