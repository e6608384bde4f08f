// Apache Kafka's own command-line tools, unmodified, against the embedded broker.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Broker, startBroker } from '../../../src/broker/index.js'
import { type KafkaVersion, kafkaAvailable, kafkaTool, type ToolResult } from '../../support/kafka.js'
import { until } from '../support.js'

/** Where each version has its tools. */
const TOOLS = {
  topics: 'org.apache.kafka.tools.TopicCommand',
  groups: 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  configs: 'kafka.admin.ConfigCommand',
  offsets: 'org.apache.kafka.tools.GetOffsetShell',
  deleteRecords: 'org.apache.kafka.tools.DeleteRecordsCommand',
  logDirs: 'org.apache.kafka.tools.LogDirsCommand',
  consume: 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  producerPerformance: 'org.apache.kafka.tools.ProducerPerformance',
  consumerPerformance: 'org.apache.kafka.tools.ConsumerPerformance',
}
const PRODUCE = { '4.3.1': 'org.apache.kafka.tools.ConsoleProducer', '3.9.1': 'kafka.tools.ConsoleProducer' }

const long = process.env.GUICHET_LONG !== undefined
const VERSIONS: KafkaVersion[] = long ? ['4.3.1', '3.9.1'] : ['4.3.1']
const CODECS = long ? ['none', 'gzip', 'snappy', 'lz4', 'zstd'] : ['none', 'zstd']

describe.each(VERSIONS)('the tools of Apache Kafka %s', { timeout: 120_000 }, (version) => {
  describe.skipIf(!kafkaAvailable(version)).concurrent('on the embedded broker', () => {
    let broker: Broker
    let folder = ''
    beforeAll(async () => {
      broker = await startBroker()
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guichet-test-'))
    })
    afterAll(async () => {
      await broker?.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    })

    /** Runs a tool; throws with all it printed when it fails. */
    async function tool(name: keyof typeof TOOLS | 'produce', args: string[], input = ''): Promise<string> {
      const main = name === 'produce' ? PRODUCE[version] : TOOLS[name]
      const result: ToolResult = await kafkaTool(
        version,
        main,
        ['--bootstrap-server', broker.brokers[0]!, ...args],
        input,
      )
      if (result.code !== 0) throw new Error(`${main} ${args.join(' ')}: ${result.stdout}${result.stderr}`)
      return result.stdout
    }
    const lines = (text: string) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
    const produce = (topic: string, letters: string[], extra: string[] = []) =>
      tool('produce', ['--topic', topic, ...extra], letters.map((letter) => `${letter}\n`).join(''))
    const newTopic = (topic: string, partitions = 1) =>
      tool('topics', ['--create', '--topic', topic, '--partitions', `${partitions}`])

    it('creates, lists, describes, widens and deletes a topic', async () => {
      await newTopic('lettres', 2)
      expect(lines(await tool('topics', ['--list']))).toContain('lettres')
      expect(await tool('topics', ['--describe', '--topic', 'lettres'])).toMatch(
        /PartitionCount: 2\s+ReplicationFactor: 1/,
      )
      await tool('topics', ['--alter', '--topic', 'lettres', '--partitions', '5'])
      expect(await tool('topics', ['--describe', '--topic', 'lettres'])).toMatch(/PartitionCount: 5/)
      await tool('topics', ['--delete', '--topic', 'lettres'])
      expect(lines(await tool('topics', ['--list']))).not.toContain('lettres')
    })

    it.each(CODECS)('posts and reads back, compression %s', async (codec) => {
      const topic = `codec-${codec}`
      await newTopic(topic)
      const letters = ['un', 'deux', 'été', 'quatre']
      await produce(topic, letters, ['--compression-codec', codec])
      const read = await tool('consume', [
        '--topic',
        topic,
        '--from-beginning',
        '--max-messages',
        '4',
        '--timeout-ms',
        '20000',
      ])
      expect(lines(read)).toEqual(letters)
    })

    it('tells offsets, and discards letters', async () => {
      await newTopic('jetables')
      await produce('jetables', ['a', 'b', 'c', 'd'])
      const offsets = (time: string) => tool('offsets', ['--topic', 'jetables', '--time', time])
      expect(lines(await offsets('-1'))).toEqual(['jetables:0:4'])
      const file = path.join(folder, 'records.json')
      fs.writeFileSync(
        file,
        JSON.stringify({ version: 1, partitions: [{ topic: 'jetables', partition: 0, offset: 3 }] }),
      )
      expect(await tool('deleteRecords', ['--offset-json-file', file])).toMatch(/low_watermark: 3/)
      expect(lines(await offsets('-2'))).toEqual(['jetables:0:3'])
    })

    it('lists, describes, rewinds and deletes a group', async () => {
      await newTopic('suivis')
      await produce('suivis', ['1', '2', '3', '4', '5'])
      const read = [
        '--topic',
        'suivis',
        '--group',
        'equipe',
        '--from-beginning',
        '--max-messages',
        '5',
        '--timeout-ms',
        '20000',
      ]
      expect(lines(await tool('consume', read))).toHaveLength(5)
      await until('the group is empty', async () => lines(await tool('groups', ['--list'])).includes('equipe'))
      const describeGroup = () => tool('groups', ['--describe', '--group', 'equipe'])
      expect(await describeGroup()).toMatch(/equipe\s+suivis\s+0\s+5\s+5\s+0/)
      const rewind = ['--reset-offsets', '--group', 'equipe', '--topic', 'suivis', '--shift-by', '-2', '--execute']
      expect(await tool('groups', rewind)).toMatch(/equipe\s+suivis\s+0\s+3/)
      expect(await describeGroup()).toMatch(/equipe\s+suivis\s+0\s+3\s+5\s+2/)
      await tool('groups', ['--delete', '--group', 'equipe'])
      expect(lines(await tool('groups', ['--list']))).not.toContain('equipe')
    })

    it('changes and tells a topic’s settings', async () => {
      await newTopic('reglages')
      const entity = ['--entity-type', 'topics', '--entity-name', 'reglages']
      await tool('configs', ['--alter', ...entity, '--add-config', 'retention.ms=60000,segment.bytes=2097152'])
      const told = await tool('configs', ['--describe', ...entity])
      expect(told).toMatch(/retention\.ms=60000/)
      expect(told).toMatch(/segment\.bytes=2097152/)
      await tool('configs', ['--alter', ...entity, '--delete-config', 'retention.ms'])
      expect(await tool('configs', ['--describe', ...entity])).not.toMatch(/retention\.ms=60000/)
    })

    it('tells the size of the log folders', async () => {
      await newTopic('pesees')
      await produce('pesees', ['lourd'])
      const told = lines(await tool('logDirs', ['--describe', '--topic-list', 'pesees'])).at(-1)!
      const [partition] = JSON.parse(told).brokers[0].logDirs[0].partitions
      expect(partition).toMatchObject({ partition: 'pesees-0', offsetLag: 0, isFuture: false })
      expect(partition.size).toBeGreaterThan(60)
    })

    it('measures posting and reading', async () => {
      await newTopic('mesures')
      const properties = `bootstrap.servers=${broker.brokers[0]}`
      const posting = ['--topic', 'mesures', '--num-records', '2000', '--record-size', '100', '--throughput', '-1']
      const posted = await kafkaTool(version, TOOLS.producerPerformance, [...posting, '--producer-props', properties])
      expect(posted.stdout).toMatch(/2000 records sent/)
      const messages = version === '4.3.1' ? '--num-records' : '--messages'
      const read = await tool('consumerPerformance', ['--topic', 'mesures', messages, '2000', '--timeout', '20000'])
      expect(
        lines(read)
          .at(-1)!
          .split(',')
          .map((cell) => cell.trim())[4],
      ).toBe('2000')
    })
  })
})
