// A process is known by its pid and its start: a pid given to another process is never taken for the first.
import { spawn } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { endAll } from '../../src/programs/ending.js'
import { endProcess, identityOf, isRunning } from '../../src/programs/identity.js'
import { startProgram } from '../../src/programs/program.js'
import { until } from '../support/until.js'
import { child, isAlive } from './support.js'

afterEach(endAll)

async function startChild(): Promise<number> {
  const program = startProgram(child)
  await program.waitFor(({ event }) => event === 'up', 5000)
  return program.pid!
}

test('an identity lasts as long as its process, and is not another’s', async () => {
  const [pid, other] = [await startChild(), await startChild()]
  const identity = await identityOf(pid)
  expect(identity).toBeTruthy()
  expect(await identityOf(pid)).toBe(identity)
  expect(await identityOf(other)).not.toBe(identity)
})

test('no identity once it has ended', async () => {
  const ended = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => ended.once('exit', resolve))
  expect(await identityOf(ended.pid!)).toBeUndefined()
})

test.skipIf(process.platform === 'win32')('a zombie has ended, though its pid is still given', async () => {
  // The shell becomes a program that takes no notice of the child the shell had.
  const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 20'])
  const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)))
  await until(async () => (await identityOf(pid)) === undefined)
  expect(process.kill(pid, 0)).toBe(true)
  parent.kill('SIGKILL')
})

test('a process that merely has a recorded pid is not ended', async () => {
  const pid = await startChild()
  const before = { pid, identity: `${await identityOf(pid)}0` }
  expect(await isRunning(before)).toBe(false)
  expect(await endProcess(before, 1000)).toBe(false)
  expect(await isAlive(pid)).toBe(true)
  expect(await endProcess({ pid, identity: (await identityOf(pid))! }, 1000)).toBe(true)
  expect(await isAlive(pid)).toBe(false)
})
