// Where what must last between two runs is kept: progress, the record of what runs, claimed ports.
import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import envPaths from 'env-paths'
import { ProgramError } from './program-error.js'

/**
 * The folder's path: `GUICHET_HOME` when set, else the platform's own place for state. On Linux that is
 * `XDG_STATE_HOME` (env-paths calls it `log`); macOS and Windows have no such place, and their log folders are
 * for files anyone may delete, so there it is the data folder.
 */
export function stateFolder(): string {
  if (process.env.GUICHET_HOME) return resolve(process.env.GUICHET_HOME)
  const paths = envPaths('guichet', { suffix: '' })
  return process.platform === 'darwin' || process.platform === 'win32' ? paths.data : paths.log
}

/**
 * The same folder, made if need be and writable.
 * @throws ProgramError `state-folder-unwritable` {folder, reason}
 */
export function writableStateFolder(): string {
  const folder = stateFolder()
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new ProgramError('state-folder-unwritable', { folder, reason: (error as NodeJS.ErrnoException).code ?? '' })
  }
  return folder
}
