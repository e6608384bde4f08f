// Messages seen in public threads, with the verdict each must give; `source` or `why` says where from, or what for.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VerdictId } from '../../src/diagnostic/verdicts.js'
import { packageRoot } from '../../src/package-root.js'

export interface Sample {
  category: VerdictId
  text: string
  source?: string
  why?: string
}

/** `docker-failures`: the design's own. `collected-failures`: others, each with its thread. `near-misses`: look-alikes. */
export function readSamples(name: 'docker-failures' | 'collected-failures' | 'near-misses'): Sample[] {
  return JSON.parse(readFileSync(join(packageRoot, 'test/diagnostic/data', `${name}.json`), 'utf8'))
}
