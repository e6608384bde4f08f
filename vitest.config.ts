import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more workers would only make real brokers and real terminals miss their deadlines.
    maxWorkers: 2,
    // Lessons mostly wait: a few at once take the time of one.
    maxConcurrency: 3,
  },
})
