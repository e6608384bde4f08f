// Where the benchmark finds and keeps things.

import path from 'node:path'

/** `bench/run.mjs` bundles every file as if it were in test/support. */
export const root = path.resolve(import.meta.dirname, '../..')
export const cacheFolder = path.join(root, '.cache')
