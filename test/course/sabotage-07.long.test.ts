// Lesson 7 where the sorting code is ignored: it must see it, whatever the receipts say.
import { expect, it } from 'vitest'
import { failureWithBroker } from '../support/sabotage.js'

it('a broker that takes no account of the code is seen to scatter its letters', { timeout: 60_000 }, async () => {
  const failure = await failureWithBroker('shuffling-office', '07-cle')
  expect(failure.step).toBe('constat')
  expect(failure.observed).toMatch(/^4.lettres au code `lara`, relues.: casier 0, 1, 2/)
})
