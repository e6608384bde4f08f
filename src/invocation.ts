// How this very guichet is called, so that what a learner pastes works as pasted.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type CommandId, command } from './i18n/names.js'
import { packageRoot } from './package-root.js'

/** Commands that have an npm script of their own in a clone, by their name in the report. */
const SCRIPTS = ['demarrer', 'arreter', 'expediteur', 'destinataire']

/** The line to paste for a command of guichet's, in the current language; for `guichet` alone without one. */
export function invocation(id?: CommandId, ...rest: string[]): string {
  return invocationOf(...(id === undefined ? [] : [command(id)]), ...rest)
}

/** The same for words as they are typed: in a clone by npm, through npx by npx, else by its name. */
export function invocationOf(...words: string[]): string {
  const [name = '', ...rest] = words
  const line = words.join(' ').trim()
  // Only a clone has the sources of the command itself.
  if (existsSync(join(packageRoot, 'src', 'bin.ts'))) {
    if (!name) return 'npm start'
    if (!SCRIPTS.includes(name)) return `npm start -- ${line}`
    return ['npm run', name, ...(rest.length ? ['--', ...rest] : [])].join(' ')
  }
  return `${process.env.npm_command === 'exec' ? 'npx guichet' : 'guichet'} ${line}`.trim()
}
