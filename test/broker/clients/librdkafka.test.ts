// librdkafka, unmodified, by kcat and by Python's confluent-kafka.
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { brokerForTest } from '../support.js'
import { hasConfluentKafka, isHere, python, run } from './tools.js'

describe.skipIf(!isHere('kcat', ['-V'], 'apt-get install kcat'))('kcat', () => {
  it.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])('posts and reads (%s)', async (codec) => {
    const { brokers } = await brokerForTest()
    const at = ['-b', brokers[0]!, '-t', 'orders']
    const letters = Array.from({ length: 50 }, (_, i) => `key${i}:letter ${i}`).join('\n')
    await run('kcat', [...at, '-P', '-K:', '-z', codec], letters)
    const read = await run('kcat', [...at, '-C', '-e', '-q', '-o', 'beginning', '-f', '%o %k %s\n'])
    expect(read.trim().split('\n')).toEqual(Array.from({ length: 50 }, (_, i) => `${i} key${i} letter ${i}`))
  })

  it('joins a group, and finds it where it left it', async () => {
    const { brokers } = await brokerForTest()
    await run('kcat', ['-b', brokers[0]!, '-t', 'orders', '-P'], 'a\nb\nc\n')
    const reader = ['-b', brokers[0]!, '-G', 'team', '-q', '-X', 'auto.offset.reset=earliest']
    expect(await run('kcat', [...reader, '-c', '2', 'orders'])).toBe('a\nb\n')
    expect(await run('kcat', [...reader, '-c', '1', 'orders'])).toBe('c\n')
  })

  it('asks for the metadata and for offsets by time', async () => {
    const { brokers } = await brokerForTest()
    await run('kcat', ['-b', brokers[0]!, '-t', 'orders', '-P'], 'a\nb\n')
    const metadata = JSON.parse(await run('kcat', ['-b', brokers[0]!, '-L', '-J']))
    expect(metadata).toMatchObject({ controllerid: 1, topics: [{ topic: 'orders', partitions: [{ leader: 1 }] }] })
    expect(await run('kcat', ['-b', brokers[0]!, '-Q', '-t', 'orders:0:-1'])).toMatch(/orders \[0\] offset 2/)
    expect(await run('kcat', ['-b', brokers[0]!, '-Q', '-t', 'orders:0:1'])).toMatch(/orders \[0\] offset 0/)
  })
})

describe.skipIf(!hasConfluentKafka())("Python's confluent-kafka", () => {
  async function play(scenario: string): Promise<unknown> {
    const { brokers } = await brokerForTest()
    const script = path.join(import.meta.dirname, 'fixtures/confluent.py')
    return JSON.parse(await run(python, [script, brokers[0]!, scenario]))
  }

  it('plays the report’s two programs', async () => {
    expect(await play('orders')).toEqual({
      reports: [0, 1, 2, 3, 4].map((offset) => [null, 0, offset]),
      first: true,
      again: ['another'],
    })
  })

  it('compresses with each codec', async () => {
    const both = [true, true]
    expect(await play('codecs')).toEqual({ none: both, gzip: both, snappy: both, lz4: both, zstd: both })
  })

  it('produces idempotently', async () => {
    expect(await play('idempotent')).toEqual({ errors: [], inOrder: true })
  })

  it('shares the partitions in a group', async () => {
    expect(await play('team')).toEqual({ halves: [2, 2], rest: [4], state: ['STABLE', 1] })
  })

  it('administers', async () => {
    expect(await play('admin')).toEqual({
      retention: ['60000', '70000'],
      total: 4,
      emptied: true,
      groups: ['passers-by'],
      left: [],
    })
  })

  it('is told at once what is left out', async () => {
    expect(await play('refused')).toEqual({
      transactions: 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
      compaction: expect.stringContaining('compaction is left out'),
    })
  })
})
