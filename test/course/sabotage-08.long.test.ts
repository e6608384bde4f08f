// Lesson 8 where bookmarks are not kept: it must see that the lag is not what the two paces say.
import { expect, it } from 'vitest'
import { failureWithBroker } from '../support/sabotage.js'

it('a broker that keeps no bookmark is seen to leave the whole post to be read', { timeout: 60_000 }, async () => {
  const failure = await failureWithBroker('blank-office', '08-retard')
  expect(failure.step).toBe('constat')
  expect(failure.expected).toMatch(/^Environ 5/)
  expect(failure.observed).toMatch(/^retard.: 1[0-9].lettres/)
})
