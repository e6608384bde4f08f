// What is in a letter: how an order is made, travels, and is read again.
import { describe, expect, it } from 'vitest'
import { decodeOrder, encodeOrder, makeOrder } from '../../src/orders/order.js'

describe('an order', () => {
  const order = makeOrder('lara')

  it('travels as JSON and comes back', () => {
    expect(decodeOrder(Buffer.from(encodeOrder(order)))).toEqual(order)
  })

  it('weighs more with an attachment, which is no part of it', () => {
    const heavy = Buffer.from(encodeOrder(order, 1000))
    expect(heavy.length).toBeGreaterThan(1000)
    expect(decodeOrder(heavy)).toEqual(order)
  })

  it.each([
    ['text', 'xq#7!'],
    ['JSON of something else', '{"a":1}'],
    ['half an order', encodeOrder(order).slice(0, -5)],
    ['a quantity that is no number', encodeOrder(order).replace(/\d+\}$/, '"deux"}')],
    ['null', 'null'],
    ['nothing', ''],
  ])('is not found in %s', (_name, text) => {
    expect(decodeOrder(Buffer.from(text))).toBeUndefined()
  })
})
