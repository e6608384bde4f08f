// Temporary folders and default configuration for the log's tests.

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { LogConfig } from '../../../src/broker/log/partition-log.js'

/** A fresh folder, removed when the running test ends. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guichet-log-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Kafka's defaults, but for what the test wants otherwise. */
export function logConfig(wanted: Partial<LogConfig> = {}): LogConfig {
  return {
    segmentBytes: 1 << 30,
    retentionMs: 604_800_000,
    retentionBytes: -1,
    maxMessageBytes: 1_048_588,
    timestampType: 'CreateTime',
    ...wanted,
  }
}
