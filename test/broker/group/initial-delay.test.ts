// Kafka's group.initial.rebalance.delay.ms: the first members of a group are given time to arrive together.
import { expect, it } from 'vitest'
import { brokerForTest } from '../support.js'
import { Member } from '../wire/member.js'
import { unique } from '../wire/target.js'
import { Wire } from '../wire/wire.js'

async function arriveTogether(initialRebalanceDelayMs: number) {
  const broker = await brokerForTest({ initialRebalanceDelayMs })
  const group = unique('group')
  const members = []
  for (let i = 0; i < 3; i++) members.push(new Member(await Wire.to(broker.brokers[0]!), group))
  const started = Date.now()
  const joining = members.map(async (member, i) => {
    await new Promise((resolve) => setTimeout(resolve, 100 * i))
    return member.join()
  })
  // The first one's answer tells; the others may still wait when the broker stops.
  for (const answer of joining) answer.catch(() => {})
  const first = await joining[0]!
  return { first, waited: Date.now() - started }
}

it('gathers in one generation those who come within the delay', async () => {
  const { first, waited } = await arriveTogether(400)
  expect(first).toMatchObject({ error: 'NONE', generationId: 1 })
  expect(first.members).toHaveLength(3)
  expect(waited).toBeGreaterThanOrEqual(395)
})

it('without a delay, the first one has the group to itself at first', async () => {
  const { first, waited } = await arriveTogether(0)
  expect(first.members).toHaveLength(1)
  expect(waited).toBeLessThan(100)
})
