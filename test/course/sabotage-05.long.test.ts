// Lesson 5 where bookmarks are forgotten, or cannot be moved: it must see it.
import { expect, it } from 'vitest'
import { embeddedOffice } from '../../src/office/embedded.js'
import { freePort } from '../../src/programs/port.js'
import { failureIn, failureWithBroker } from '../support/sabotage.js'

const TIMEOUT = 60_000

it('a broker that forgets the bookmark of a team is seen to send it back to the beginning', {
  timeout: TIMEOUT,
}, async () => {
  const failure = await failureWithBroker('forgetful-office', '05-marque-page')
  expect(failure.step).toBe('constat')
  expect(failure.expected).toMatch(/^Le n°.5/)
  expect(failure.observed).toMatch(/^il a commencé au n°.0,/)
})

it('a bookmark that does not move leaves nothing to read again', { timeout: TIMEOUT }, async () => {
  const office = embeddedOffice({ port: await freePort() })
  Object.assign(office.inspector, { moveBookmark: async () => {} })
  const failure = await failureIn(office, '05-marque-page')
  expect(failure.step).toBe('relire')
  expect(failure.observed).toMatch(/il a tout lu.; ▲ devant le n°.10$/)
})
