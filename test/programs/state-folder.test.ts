// Where state is kept.
import { afterEach, expect, test, vi } from 'vitest'
import { stateFolder } from '../../src/programs/state-folder.js'

afterEach(() => vi.unstubAllEnvs())

test('GUICHET_HOME decides', () => {
  vi.stubEnv('GUICHET_HOME', '/somewhere/guichet')
  expect(stateFolder()).toMatch(/somewhere.guichet$/)
})

test.runIf(process.platform === 'linux')('without it, the folder the XDG specification keeps for state', () => {
  vi.stubEnv('GUICHET_HOME', '')
  vi.stubEnv('XDG_STATE_HOME', '/home/lara/.local/state')
  expect(stateFolder()).toBe('/home/lara/.local/state/guichet')
})
