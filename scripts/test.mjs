// The whole check, as `npm test` runs it: lint, types, unused code, the package, then every test.
// `--long` gives the tests the counts the issues name, and every real part. Ends on « N passed, N failed ».
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const long = process.argv.includes('--long')
const env = { ...process.env, ...(long ? { GUICHET_LONG: '1' } : {}) }
const bin = (name) => join('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
const run = (command, args) =>
  spawnSync(command, args, { stdio: 'inherit', env, shell: command.endsWith('.cmd') }).status === 0

// The real parts of the tests: quick when already there, a visible skip where Java, Maven or Python is missing.
run(process.execPath, ['scripts/kafka.mjs'])
run(process.execPath, ['scripts/python.mjs'])
// Docker's parts take minutes to make the first time: continuous integration and the long run make them.
if (long) run(process.execPath, ['scripts/docker.mjs'])

const checks = [
  ['lint', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['types', bin('tsc'), ['--noEmit']],
  ['unused code', bin('knip'), []],
  ['package', bin('publint'), ['--strict']],
]
let passed = 0
let failed = 0
let skipped = 0
for (const [name, command, args] of checks) {
  const ok = run(command, args)
  console.log(`${ok ? '✓' : '✗'} ${name}`)
  if (ok) passed++
  else failed++
}

const folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
const report = join(folder, 'vitest.json')
const files = process.argv.slice(2).filter((arg) => arg !== '--long')
const ok = run(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files])
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  passed += counts.numPassedTests
  failed +=
    counts.numFailedTests +
    counts.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length).length
  skipped += counts.numPendingTests + counts.numTodoTests
  if (!ok && counts.success) failed++
  const names = counts.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'pending' || test.status === 'skipped')
      .map((test) => test.fullName),
  )
  if (names.length > 0) console.log(`\nSkipped here:\n${names.map((name) => `  ${name}`).join('\n')}`)
} catch {
  failed++
}
rmSync(folder, { recursive: true, force: true })
// In CI every real part is installed: a skip there means a part went missing.
if (process.env.CI && skipped > 0) failed += skipped
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 && !process.env.CI ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 ? 1 : 0)
