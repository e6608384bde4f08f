// The record of what `demarrer` left running: read from any terminal, and never believed without asking the system.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endAll } from '../../src/programs/ending.js'
import { identityOf } from '../../src/programs/identity.js'
import { startProgram } from '../../src/programs/program.js'
import { type Running, readRunning, removeRunning, writeRunning } from '../../src/programs/running.js'
import { child } from './support.js'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  vi.stubEnv('GUICHET_HOME', join(home, 'state'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
  await endAll()
})

const record = (parts: Partial<Running>): Running => ({
  brokers: '127.0.0.1:9092',
  cwd: home,
  since: '2026-01-05T10:00:00.000Z',
  ...parts,
})

async function startKnown() {
  const program = startProgram(child)
  return { pid: program.pid!, identity: (await identityOf(program.pid!))! }
}

test('nothing was started: nothing runs', async () => {
  expect(await readRunning()).toBeUndefined()
})

test('what is written is read back, and nothing else is left in the folder', async () => {
  const running = record({ office: { ...(await startKnown()), port: 9092, data: home }, tracker: await startKnown() })
  writeRunning(running)
  expect(await readRunning()).toEqual(running)
  expect(readdirSync(join(home, 'state'))).toEqual(['running.json'])
  removeRunning()
  expect(await readRunning()).toBeUndefined()
  removeRunning()
})

test('a part that has ended is left out; when all have, nothing runs', async () => {
  const program = startProgram(child)
  const office = { pid: program.pid!, identity: (await identityOf(program.pid!))!, port: 9092, data: home }
  const tracker = await startKnown()
  writeRunning(record({ office, tracker }))
  await program.kill()
  expect(await readRunning()).toEqual(record({ tracker }))
  writeRunning(record({ office }))
  expect(await readRunning()).toBeUndefined()
})

test('a part whose pid belongs to another process now is left out', async () => {
  const { pid } = await startKnown()
  writeRunning(record({ producer: { pid, identity: 'of another time' } }))
  expect(await readRunning()).toBeUndefined()
})

test.each([
  '',
  '{"office":',
  'null',
  '[]',
  '{"brokers":"x","office":{"pid":-1,"identity":""}}',
  '{"office":{"pid":1}}',
])('a damaged record counts as none: %s', async (text) => {
  mkdirSync(join(home, 'state'))
  writeFileSync(join(home, 'state', 'running.json'), text)
  expect(await readRunning()).toBeUndefined()
})

test('a state folder that cannot be written is said', () => {
  writeFileSync(join(home, 'file'), '')
  vi.stubEnv('GUICHET_HOME', join(home, 'file', 'state'))
  expect(() => writeRunning(record({}))).toThrow(
    expect.objectContaining({
      code: 'state-folder-unwritable',
      values: { folder: join(home, 'file', 'state'), reason: 'ENOTDIR' },
    }),
  )
})
