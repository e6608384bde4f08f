// Whatever ends the CLI, nothing it started is left 2 s later: no process, no port, no temporary folder.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { accepts } from '../support/accepts.js'
import { bundleFixture } from '../support/bundle.js'
import { cliSource, endClis, leftAfter, type RunningCli, startCli } from './support.js'

const TIMES = process.env.GUICHET_LONG ? 20 : 3
let cli: string
let remove: () => void
let home: string

beforeAll(async () => {
  ;({ file: cli, remove } = await bundleFixture(cliSource))
  home = mkdtempSync(join(tmpdir(), 'guichet-test-'))
})
afterEach(endClis)
afterAll(() => {
  remove()
  rmSync(home, { recursive: true, force: true })
})

async function expectNothingLeft(run: RunningCli, since: number): Promise<void> {
  expect(await leftAfter([...run.pids, run.process.pid!], since + 2000 - Date.now())).toEqual([])
  expect(existsSync(run.folder)).toBe(false)
  expect(await accepts(run.port)).toBe(false)
}

test(`kill -9 leaves nothing, ${TIMES} times`, { timeout: 10_000 * TIMES }, async () => {
  for (let time = 0; time < TIMES; time++) {
    const run = await startCli(cli, [])
    expect(run.pids.length).toBe(3)
    expect(existsSync(run.folder) && (await accepts(run.port))).toBe(true)
    const since = Date.now()
    run.process.kill('SIGKILL')
    await expectNothingLeft(run, since)
  }
})

test('kill -9 leaves nothing even of children that ignore SIGTERM', async () => {
  const run = await startCli(cli, ['--stubborn'])
  const since = Date.now()
  run.process.kill('SIGKILL')
  await expectNothingLeft(run, since)
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends all and exits %i', async (signal, code) => {
  for (const args of [[], ['--stubborn']]) {
    const run = await startCli(cli, args)
    const since = Date.now()
    run.process.kill(signal)
    expect(await run.exited).toEqual({ code, signal: null })
    await expectNothingLeft(run, since)
  }
})

test('a normal end ends all and exits with its code', async () => {
  const run = await startCli(cli, ['--ending', 'leave'])
  expect(await run.exited).toEqual({ code: 0, signal: null })
  await expectNothingLeft(run, Date.now())
})

test.each([
  ['throw', 'thrown'],
  ['reject', 'rejected'],
])('an error nobody caught (%s) is told, ends all and exits 1', async (ending, message) => {
  const run = await startCli(cli, ['--ending', ending])
  const since = Date.now()
  expect(await run.exited).toEqual({ code: 1, signal: null })
  expect(run.stderr()).toBe(`crash: ${message}\n`)
  await expectNothingLeft(run, since)
})

test('programs end first, then what was asked for the end, then offices', async () => {
  const diary = join(home, 'diary')
  const run = await startCli(cli, ['--diary', diary])
  run.process.kill('SIGTERM')
  await run.exited
  expect(readFileSync(diary, 'utf8').trim().split('\n')).toEqual(['program', 'closer', 'office'])
})

test('a second Ctrl-C during the clean-up kills at once', async () => {
  const run = await startCli(cli, ['--stubborn'])
  const since = Date.now()
  run.process.kill('SIGINT')
  // The second one must come as a signal of its own: the system merges those not yet delivered.
  setTimeout(() => run.process.kill('SIGINT'), 100)
  expect(await run.exited).toEqual({ code: 130, signal: null })
  expect(Date.now() - since).toBeLessThan(800)
  await expectNothingLeft(run, since)
})

test('a port reserved by one CLI is not chosen by another, and is free again after its end', async () => {
  const env = { GUICHET_HOME: home }
  const first = await startCli(cli, [], env)
  first.process.kill('SIGTERM')
  await first.exited
  // A port that was free a moment ago stands for 9092.
  const wanted = `${first.port}`
  const owner = await startCli(cli, ['--reserve', wanted], env)
  expect(owner.chosen).toEqual({ port: first.port })
  const second = await startCli(cli, ['--reserve', wanted], env)
  expect(second.chosen?.takenBy?.kind).toBe('guichet')
  expect(second.chosen?.port).not.toBe(first.port)
  for (const run of [owner, second]) {
    run.process.kill('SIGKILL')
    expect(await leftAfter(run.pids, 2000)).toEqual([])
  }
  const third = await startCli(cli, ['--reserve', wanted], env)
  expect(third.chosen).toEqual({ port: first.port })
  third.process.kill('SIGTERM')
  await third.exited
})
