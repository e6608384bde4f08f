#!/usr/bin/env node
// Arguments in, exit code out. What a command needs is loaded only when it runs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from './package-root.js'

const args = process.argv.slice(2)
const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  console.log(version)
} else {
  const { main } = await import('./commands/main.js')
  await main(args, version)
}
