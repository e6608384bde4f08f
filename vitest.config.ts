import { defineConfig } from 'vitest/config'
import { kafkaAvailable } from './test/support/kafka.js'

// The suite that must observe the same on our broker and on Apache Kafka, the reference.
const references = (process.env.GUICHET_LONG ? (['4.3.1', '3.9.1'] as const) : (['4.3.1'] as const)).filter(
  kafkaAvailable,
)

// Half a minute each, or an engine and an image that take minutes to make: their name says that only the long run plays them.
const longOnly = process.env.GUICHET_LONG ? [] : ['test/**/*.long.test.ts']

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more workers would only make real brokers and real terminals miss their deadlines.
    maxWorkers: 2,
    // Real terminals, brokers and clocks on a machine others may be using: one more try, told in the report.
    retry: process.env.CI ? 1 : 0,
    // Lessons mostly wait: a few at once take the time of one.
    maxConcurrency: 3,
    // Nobody's Docker Hub is asked anything: tests that need one play it themselves.
    env: { GUICHET_HUB_REGISTRY: 'http://127.0.0.1:65530', GUICHET_HUB_AUTH: 'http://127.0.0.1:65530' },
    projects: [
      { extends: true, test: { name: 'guichet', include: ['test/**/*.test.ts'], exclude: longOnly } },
      ...references.map((version) => ({
        extends: true as const,
        test: {
          name: `kafka-${version}`,
          include: ['test/broker/wire/*.test.ts'],
          globalSetup: ['test/support/apache-kafka.ts'],
        },
      })),
    ],
  },
})
