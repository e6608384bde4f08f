// Lesson 12 on offices that do not quite do what they are asked: the first number and the bookmark are read back.
import { expect, it } from 'vitest'
import { embeddedOffice } from '../../src/office/embedded.js'
import { freePort } from '../../src/programs/port.js'
import { failureIn } from '../support/sabotage.js'

const TIMEOUT = 90_000

it('sees that too few letters were discarded', { timeout: TIMEOUT }, async () => {
  const office = embeddedOffice({ port: await freePort() })
  const { configure, discardBefore } = office.inspector
  office.inspector.configure = (topic, config) =>
    'retention.ms' in config ? discardBefore(topic, 0, 3) : configure(topic, config)
  const failure = await failureIn(office, '12-archives')
  expect(failure).toMatchObject({ step: 'constat' })
  expect(failure.observed).toMatch(/porte le n°.3, 6.lettres en tout/)
})

it('sees a bookmark set one letter too far', { timeout: TIMEOUT }, async () => {
  const office = embeddedOffice({ port: await freePort() })
  const { moveBookmark } = office.inspector
  office.inspector.moveBookmark = (group, topic, partition, offset) =>
    moveBookmark(group, topic, partition, group === 'archives' ? offset + 1 : offset)
  const failure = await failureIn(office, '12-archives')
  expect(failure).toMatchObject({ step: 'reveil' })
  expect(failure.observed).toMatch(/devant le n°.7, trop loin.; lettres gardées mais sautées.: 1\./)
})

it('sees a bookmark set by time at another letter', { timeout: TIMEOUT }, async () => {
  const office = embeddedOffice({ port: await freePort() })
  const { moveBookmark } = office.inspector
  office.inspector.moveBookmark = (group, topic, partition, offset) =>
    moveBookmark(group, topic, partition, group === 'archives' && offset === 7 ? 6 : offset)
  const failure = await failureIn(office, '12-archives')
  expect(failure).toMatchObject({ step: 'date' })
  expect(failure.observed).toMatch(/le bureau trouve le n°.6.: lettres à relire, 4 au lieu de 3/)
})
