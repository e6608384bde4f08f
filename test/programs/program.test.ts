// A child process: what it prints becomes events and lines, and it ends as asked.
import { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { endAll } from '../../src/programs/ending.js'
import { endProcess } from '../../src/programs/identity.js'
import { leaveRunning, letGo, waitInOutput } from '../../src/programs/left-running.js'
import { type ProgramLine, startProgram } from '../../src/programs/program.js'
import { child, isAlive } from './support.js'

const up = ({ event }: ProgramLine) => event === 'up'

afterEach(endAll)

test('JSON lines with an event are events, all others are lines, in order', async () => {
  const seen: unknown[] = []
  const args = ['{"event":"one","n":1}', 'plain', '{"no":"event"}', '{broken', '{"event":"two"}'].map(
    (line) => `--print=${line}`,
  )
  const program = startProgram(child, [...args, '--exit', '0'], {
    onEvent: (event) => seen.push(event),
    onLine: (line) => seen.push(line),
  })
  expect(await program.exited).toEqual({ code: 0, signal: null })
  expect(seen).toEqual([{ event: 'one', n: 1 }, 'plain', '{"no":"event"}', '{broken', { event: 'two' }])
})

test('the last 20 lines of stderr are kept', async () => {
  const lines = Array.from({ length: 25 }, (_, index) => `trouble ${index}`)
  const program = startProgram(child, [...lines.map((line) => `--complain=${line}`), '--exit', '3'])
  expect((await program.exited).code).toBe(3)
  expect(program.stderr.split('\n')).toEqual(lines.slice(5))
})

test('an event already received is found by waitFor', async () => {
  const program = startProgram(child, ['--print={"event":"early","n":1}'])
  await program.waitFor(up, 5000)
  expect(await program.waitFor(({ event }) => event === 'early', 5000)).toEqual({ event: 'early', n: 1 })
})

test('waitFor says that the program ended, with its last words, or that it stayed silent', async () => {
  const ended = startProgram(child, ['--complain=no paper', '--exit', '4'])
  const values = { program: child, code: 4, detail: 'no paper' }
  await expect(ended.waitFor(up, 5000)).rejects.toMatchObject({ code: 'program-ended', values })
  await expect(ended.waitFor(up, 5000)).rejects.toMatchObject({ code: 'program-ended', values })
  const silent = startProgram(child)
  await silent.waitFor(up, 5000)
  await expect(silent.waitFor(({ event }) => event === 'never', 50)).rejects.toMatchObject({
    code: 'program-silent',
    values: { seconds: 0.05 },
  })
})

test('where there are no signals, it is told to stop by a message, and is as polite', async () => {
  const kill = vi.spyOn(ChildProcess.prototype, 'kill')
  const { platform } = process
  Object.defineProperty(process, 'platform', { value: 'win32' })
  try {
    const polite = startProgram(child)
    const stubborn = startProgram(child, ['--stubborn'])
    await Promise.all([polite.waitFor(up, 5000), stubborn.waitFor(up, 5000)])
    expect(await polite.stop()).toEqual({ code: 0, signal: null })
    expect(kill).not.toHaveBeenCalled()
    expect(await stubborn.stop(100)).toEqual({ code: null, signal: 'SIGKILL' })
    const quick = startProgram(child, ['--exit', '0'])
    expect(await quick.exited).toEqual({ code: 0, signal: null })
  } finally {
    Object.defineProperty(process, 'platform', { value: platform })
    kill.mockRestore()
  }
})

test('stop is polite, then kills one that will not hear', async () => {
  const polite = startProgram(child)
  const stubborn = startProgram(child, ['--stubborn'])
  await Promise.all([polite.waitFor(up, 5000), stubborn.waitFor(up, 5000)])
  expect(await polite.stop()).toEqual({ code: 0, signal: null })
  expect(await stubborn.stop(100)).toEqual({ code: null, signal: 'SIGKILL' })
  expect(await isAlive(stubborn.pid!)).toBe(false)
  // Again, once it has ended: the same answer at once.
  expect(await polite.stop()).toEqual({ code: 0, signal: null })
})

test('kill is immediate', async () => {
  const program = startProgram(child)
  await program.waitFor(up, 5000)
  expect(await program.kill()).toEqual({ code: null, signal: 'SIGKILL' })
})

test('a program that cannot be started says why', async () => {
  const program = startProgram(child, [], { cwd: '/no/such/folder' })
  expect(await program.exited).toEqual({ code: null, signal: null })
  expect(program.stderr).toContain('ENOENT')
})

test.skipIf(process.platform === 'win32')(
  'each has a session of its own, out of reach of the terminal’s Ctrl-C',
  async () => {
    const program = startProgram(child)
    await program.waitFor(up, 5000)
    process.kill(-program.pid!, 'SIGTERM') // it leads a group: this signal reaches it and not us
    expect(await program.exited).toEqual({ code: 0, signal: null })
  },
)

test('a program left running goes on, writes to its file, and is ended by its identity', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  const output = join(folder, 'child.log')
  const known = await leaveRunning(child, ['--listen'], { output, cwd: folder })
  expect(await waitInOutput('child', known, output, 5000)).toMatchObject({ event: 'up' })
  letGo(known)
  await endAll() // not ours to end any more
  expect(await isAlive(known.pid)).toBe(true)
  expect(await endProcess(known, 5000)).toBe(true)
  expect(await isAlive(known.pid)).toBe(false)
  expect(await endProcess(known, 5000)).toBe(false)

  const failing = await leaveRunning(child, ['--complain=no paper', '--exit', '4'], { output })
  await expect(waitInOutput('child', failing, output, 5000)).rejects.toMatchObject({
    code: 'program-ended',
    values: { detail: 'no paper' },
  })
  expect(readFileSync(output, 'utf8')).toBe('no paper\n')
  rmSync(folder, { recursive: true })
})
