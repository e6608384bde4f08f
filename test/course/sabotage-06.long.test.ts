// Lesson 6 where a drawer is given to two readers of one team: it must see it.
import { expect, it } from 'vitest'
import { failureWithBroker } from '../support/sabotage.js'

it('a broker that gives a drawer to two members is seen to do so', { timeout: 60_000 }, async () => {
  const failure = await failureWithBroker('generous-office', '06-equipe')
  expect(failure.step).toBe('constat')
  expect(failure.expected).toMatch(/^Aucun/)
  expect(failure.observed).toMatch(/^4.membres, et 1.casier pour `tracker-4`/)
})
