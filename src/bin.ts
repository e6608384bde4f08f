#!/usr/bin/env node
// Arguments in, exit code out. What a command needs is loaded only when it runs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from './package-root.js'

const args = process.argv.slice(2)
const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  console.log(version)
} else if (!(await ranBroker())) {
  const { main } = await import('./commands/main.js')
  await main(args, version)
}

/** The broker, as programs start it: true when it has run to its end. */
async function ranBroker(): Promise<boolean> {
  const [command, ...rest] = args
  if ((command !== 'bureau' && command !== 'broker') || !rest.includes('--json')) return false
  const { quickBroker } = await import('./commands/quick-broker.js')
  return quickBroker(rest)
}
