// The Python of the READMEs, as it is, by confluent-kafka: only the address is that of the test.
import { describe, expect, it } from 'vitest'
import { hasConfluentKafka, python, run } from '../broker/clients/tools.js'
import { brokerForTest, kafkaFor } from '../broker/support.js'
import { fences, page } from './pages.js'

describe.skipIf(!hasConfluentKafka())('the Python program of', () => {
  it.for([
    ['README.fr.md', 'bonjour de Python'],
    ['README.md', 'hello from Python'],
  ] as const)('%s posts a letter, and reads what is kept', async ([readme, letter]) => {
    const programs = fences(page(readme)).filter(({ language }) => language === 'python')
    expect(programs).toHaveLength(1)
    const { brokers } = await brokerForTest()
    // With those that are there already, as many letters as it waits for.
    const producer = kafkaFor(brokers).producer()
    await producer.connect()
    await producer.send({ topic: 'orders', messages: Array.from({ length: 9 }, (_, n) => ({ value: `${n}` })) })
    await producer.disconnect()

    const program = programs[0]!.text.replace('localhost:9092', brokers[0]!)
    expect(program).toContain(brokers[0])
    const read = (await run(python, ['-c', program])).trim().split('\n')
    expect(read).toHaveLength(10)
    expect(read.at(-1)).toMatch(new RegExp(`^0 9 ${letter}$`))
  })
})
