// The order (commande): what it is, how one is made, how it travels as JSON.
import { randomInt, randomUUID } from 'node:crypto'
import { t } from '../i18n/index.js'

/** The report's four fields, under the report's names. */
export interface Order {
  order_id: string
  user: string
  item: string
  quantity: number
}

/** A new order of one to five of some item, with an id of its own. */
export function makeOrder(user: string): Order {
  const items = t('order.items').split(', ')
  return { order_id: randomUUID(), user, item: items[randomInt(items.length)]!, quantity: randomInt(1, 6) }
}

/** The order as it travels, made heavier by an attachment of `weight` bytes. */
export function encodeOrder(order: Order, weight = 0): string {
  return JSON.stringify(weight > 0 ? { ...order, attachment: '#'.repeat(weight) } : order)
}

/** The order a letter holds, whatever else is in it; undefined when it holds none. */
export function decodeOrder(bytes: Buffer | null): Order | undefined {
  try {
    const { order_id, user, item, quantity } = JSON.parse(bytes?.toString() ?? '')
    const whole =
      typeof order_id === 'string' && typeof user === 'string' && typeof item === 'string' && Number.isInteger(quantity)
    return whole ? { order_id, user, item, quantity } : undefined
  } catch {
    return undefined
  }
}
