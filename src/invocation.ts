// How this very guichet is called, so that what a learner pastes works as pasted.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { language } from './i18n/index.js'
import { packageRoot } from './package-root.js'

/** Commands that have an npm script of their own in a clone, under their French name. */
const SCRIPTS = ['demarrer', 'arreter', 'expediteur', 'destinataire']
/** The English names of those that are told to learners. */
const ENGLISH: Record<string, string> = {
  bureau: 'broker',
  lecon: 'lesson',
  lecons: 'lessons',
  demarrer: 'start',
  arreter: 'stop',
  progres: 'progress',
  revision: 'review',
  diagnostic: 'doctor',
}

/** The line to paste for `guichet <words>`, the command in French, told in the current language: in a clone by npm, through npx by npx, else by its name. */
export function invocation(...words: string[]): string {
  const [command = '', ...rest] = words
  const named = [language() === 'en' ? (ENGLISH[command] ?? command) : command, ...rest].join(' ').trim()
  // Only a clone has the sources of the command itself.
  if (existsSync(join(packageRoot, 'src', 'bin.ts'))) {
    if (!command) return 'npm start'
    if (language() === 'en' || !SCRIPTS.includes(command)) return `npm start -- ${named}`
    return ['npm run', command, ...(rest.length ? ['--', ...rest] : [])].join(' ')
  }
  return `${process.env.npm_command === 'exec' ? 'npx guichet' : 'guichet'} ${named}`.trim()
}
