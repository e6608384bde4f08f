// A command loads what it needs, when it needs it: that is what makes a start short on any machine.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { openTerminal } from '../support/terminal.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guichet-loading-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The packages, and how many of our own files, `guichet …` has loaded once it shows this. */
async function loadedBy(args: string[], shown: RegExp): Promise<{ packages: string[]; files: number }> {
  const file = join(folder, args[0] ?? 'guichet')
  const trace = pathToFileURL(join(import.meta.dirname, 'fixtures', 'trace-loads.mjs')).href
  const bin = join(packageRoot, 'dist', 'bin.js')
  const terminal = openTerminal(process.execPath, ['--import', trace, bin, ...args], {
    env: { GUICHET_HOME: join(folder, 'home'), GUICHET_TEST_LOADS: file },
  })
  try {
    await terminal.waitFor(shown)
  } finally {
    await terminal.kill()
  }
  const urls = [...new Set(readFileSync(file, 'utf8').trim().split('\n'))]
  const packages = urls.map((url) => url.match(/\/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter((name) => name)
  return {
    packages: [...new Set(packages as string[])].sort(),
    files: urls.filter((url) => url.includes('/dist/') && !url.includes('/node_modules/')).length,
  }
}

it.skipIf(process.platform === 'win32')('the version is told without loading a single package', async () => {
  const { packages, files } = await loadedBy(['--version'], /\d+\.\d+\.\d+/)
  expect(packages).toEqual([])
  expect(files).toBeLessThanOrEqual(2)
})

it.skipIf(process.platform === 'win32')(
  'the first screen loads what shows it, and nothing that plays a lesson',
  async () => {
    const { packages, files } = await loadedBy([], /Entrée/)
    expect(packages).toEqual(['picocolors'])
    expect(files).toBeLessThanOrEqual(12)
  },
)

it.skipIf(process.platform === 'win32')('the help loads neither Kafka’s client nor what reads lessons', async () => {
  const { packages } = await loadedBy(['--help'], /--version/)
  expect(packages).toEqual(['commander'])
})

it.skipIf(process.platform === 'win32')('the broker, as programs start it, loads no package', async () => {
  const asked = ['bureau', '--json', '--port', '0', '--donnees', join(folder, 'data')]
  const { packages, files } = await loadedBy(asked, /"event":"ready"/)
  expect(packages).toEqual([])
  expect(files).toBeLessThanOrEqual(5)
})
