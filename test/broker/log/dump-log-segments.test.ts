// Kafka's own log dumper reads our files: the log, and both its indexes.

import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PartitionLog } from '../../../src/broker/log/partition-log.js'
import { type KafkaVersion, kafkaAvailable, kafkaTool } from '../../support/kafka.js'
import { makeBatch } from './batches.js'
import { logConfig, temporaryFolder } from './folders.js'

const DUMPER: Record<KafkaVersion, string> = {
  '4.3.1': 'org.apache.kafka.tools.DumpLogSegments',
  '3.9.1': 'kafka.tools.DumpLogSegments',
}

describe.each(['4.3.1', '3.9.1'] as const)('DumpLogSegments of Kafka %s', (version) => {
  it.skipIf(!kafkaAvailable(version))(
    'reads plain and gzip batches to the record, and finds the indexes sound',
    async () => {
      const folder = temporaryFolder()
      const log = PartitionLog.open(folder, logConfig({ segmentBytes: 60_000 }))
      const letters = 600
      for (let i = 0; i < letters; i += 2) {
        const values = [`letter-${i}-${'x'.repeat((i * 37) % 900)}`, `letter-${i + 1}`]
        const idempotent = i % 3 === 0 ? { producerId: 5, baseSequence: (i / 6) * 2 } : {}
        log.append(makeBatch({ values, gzip: i % 4 === 0, timestamp: 1_700_000_000_000 + i, ...idempotent }))
      }
      log.close()

      const files = fs.readdirSync(folder).filter((name) => /\.(log|index|timeindex)$/.test(name))
      expect(files.filter((name) => name.endsWith('.log')).length).toBeGreaterThan(1)
      const list = files.map((name) => path.join(folder, name)).join(',')
      const dump = await kafkaTool(version, DUMPER[version], ['--deep-iteration', '--print-data-log', '--files', list])
      // It expects every file to start at 0, Kafka's own too, and says so of the others.
      expect(dump.stderr.replace(/^Non-consecutive offsets in .*\n {2}-1 is followed by \d+\n/gm, '')).toBe('')
      expect(dump.code).toBe(0)
      const offsets = [...dump.stdout.matchAll(/^\| offset: (\d+) .* payload: letter-(\d+)/gm)]
      expect(offsets.map(([, offset]) => Number(offset))).toEqual(Array.from({ length: letters }, (_, i) => i))
      expect(offsets.every(([, offset, letter]) => offset === letter)).toBe(true)
      expect(dump.stdout).toContain('compresscodec: gzip')
      expect(dump.stdout).not.toMatch(/isvalid: false|mismatch|Mismatches|out of order|not found/i)
      expect(dump.stdout.match(/^offset: \d+ position: \d+$/gm)!.length).toBeGreaterThan(5)
      expect(dump.stdout.match(/^timestamp: \d+ offset: \d+$/gm)!.length).toBeGreaterThan(5)
    },
    60_000,
  )
})
