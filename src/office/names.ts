// Names of ours on what is shared with others: a cluster's topics and groups, an engine's containers.
import { createHash, randomInt } from 'node:crypto'
import { userInfo } from 'node:os'
import { stateFolder } from '../programs/state-folder.js'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** How all that this learner's course creates begins, whichever the run: `guichet-lara-`. */
function learnerPrefix(name: string): string {
  return `guichet-${plain(name)}-`
}

/** How all that one office creates begins: `guichet-lara-7k2f-`. */
export function newPrefix(name: string): string {
  const random = Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${learnerPrefix(name)}${random}-`
}

/** Whether a name begins as one of `newPrefix(name)` does. */
export function isPrefixed(name: string, full: string): boolean {
  const prefix = learnerPrefix(name)
  return full.startsWith(prefix) && /^[a-z0-9]{4}-/.test(full.slice(prefix.length))
}

/** Who uses this machine; empty for a user id without a name, as in some containers. */
export function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

/** The name of our containers, network and volume (a compose project): one a user, and one a GUICHET_HOME. */
export function composeProject(): string {
  const own = `guichet-${plain(userName())}`
  if (!process.env.GUICHET_HOME) return own
  return `${own}-${createHash('sha256').update(stateFolder()).digest('hex').slice(0, 6)}`
}

/** What a name on a broker may hold of a person's: letters and digits without accents, at most 20. */
function plain(name: string): string {
  const kept = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 20)
  return kept || 'anonyme'
}
