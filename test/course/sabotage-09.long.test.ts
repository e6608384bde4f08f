// Lesson 9 on an office that lies: its receipts are held against what it kept.
import { expect, it } from 'vitest'
import { failureWithBroker } from '../support/sabotage.js'

it('sees receipts given for letters that were never filed', { timeout: 60_000 }, async () => {
  const failure = await failureWithBroker('losing-office', '09-panne')
  expect(failure).toMatchObject({ step: 'constat', expected: 'Toutes, sans exception.' })
  expect(failure.observed).toMatch(/^8.récépissés d’avant, [12].lettres? retrouvées/)
})
