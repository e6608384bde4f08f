// Every command of the READMEs, typed in a clone as a reader would. Long run only.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { openTerminal, type Terminal } from '../support/terminal.js'
import { commandLines, page } from './pages.js'

let folder: string
const opened: Terminal[] = []

const inClone = () => ({
  cwd: packageRoot,
  env: {
    GUICHET_HOME: join(folder, 'home'),
    TMPDIR: folder,
    // Docker is not what is tried here: without it, the diagnostic has its answer at once.
    PATH: `${join(process.execPath, '..')}:/usr/bin:/bin`,
    GUICHET_HUB_REGISTRY: 'http://127.0.0.1:9',
    GUICHET_HUB_AUTH: 'http://127.0.0.1:9',
  },
})

/** Types the line in a terminal of its own, which stays open until the test ends. */
function type(line: string): Terminal {
  const terminal = openTerminal('sh', ['-c', line], inClone())
  opened.push(terminal)
  return terminal
}

async function shows(line: string, what: RegExp): Promise<void> {
  await type(line).waitFor(what, 60_000)
}

/** The line's words, and how a reader sees that it works. */
type Tried = [line: string, works: (line: string) => Promise<void>]

const TRIED: Record<string, Tried[]> = {
  'README.fr.md': [
    ['git clone <ce dépôt> guichet && cd guichet', clone('<ce dépôt>')],
    ['npm start', (line) => shows(line, /Entrée\s?: leçon 1/)],
    ['npm start -- lecons', (line) => shows(line, /4 {2}Le destinataire/)],
    ['npm start -- lecon 4', (line) => shows(line, /Leçon 4/)],
    ['npm start -- --simple', (line) => shows(line, /Entrée/)],
    ['npm run demarrer', (line) => shows(line, /lara/)],
    ['npm run arreter', stopped('npm run demarrer')],
    ['npm run expediteur -- --nom lara --nombre 3', whileRunning('npm run demarrer', 'npm run arreter', /lara/)],
    ['npm run destinataire -- --equipe order-tracker', whileRunning('npm run demarrer', 'npm run arreter', /équipe/)],
    ['npm start -- diagnostic', (line) => shows(line, /docker +(oui|non)/)],
    ['npm test', async () => {}], // what runs this
  ],
  'README.md': [
    ['git clone <this repository> guichet && cd guichet', clone('<this repository>')],
    ['npm start -- --lang en', (line) => shows(line, /Enter\s?: lesson 1/)],
    ['npm start -- lessons', (line) => shows(line, /4 {2}/)],
    ['npm start -- lesson 4', (line) => shows(line, /Lesson 4|Leçon 4/)],
    ['npm start -- --simple', (line) => shows(line, /Enter|Entrée/)],
    ['npm start -- start', (line) => shows(line, /lara/)],
    ['npm start -- stop', stopped('npm start -- start')],
    ['npm start -- producer --name lara --count 3', whileRunning('npm start -- start', 'npm start -- stop', /lara/)],
    [
      'npm start -- tracker --group order-tracker',
      whileRunning('npm start -- start', 'npm start -- stop', /team|équipe/),
    ],
    ['npm start -- doctor', (line) => shows(line, /docker +(oui|non|yes|no)/)],
    ['npm test', async () => {}],
  ],
}

function clone(placeholder: string): Tried[1] {
  return async (line) => {
    execFileSync('sh', ['-c', line.replace(placeholder, packageRoot)], { cwd: folder, stdio: 'pipe' })
    rmSync(join(folder, 'guichet'), { recursive: true, force: true })
  }
}

/** Ends what `start` has opened in another terminal. */
function stopped(start: string): Tried[1] {
  return async (line) => {
    const running = type(start)
    await running.waitFor(/lara/, 60_000)
    const stopping = type(line)
    expect((await stopping.exit).code).toBe(0)
    await running.exit
  }
}

function whileRunning(start: string, stop: string, what: RegExp): Tried[1] {
  return async (line) => {
    const running = type(start)
    await running.waitFor(/lara/, 60_000)
    await shows(line, what)
    await type(stop).exit
    await running.exit
  }
}

describe.skipIf(process.platform === 'win32')('the commands of', { timeout: 180_000 }, () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'guichet-readme-'))
  })
  afterEach(async () => {
    for (const terminal of opened.splice(0)) {
      // As a reader would end what goes on by itself.
      terminal.press('C-c')
      await Promise.race([terminal.exit, new Promise((resolve) => setTimeout(resolve, 4000).unref())])
      await terminal.kill()
    }
    // What `demarrer` leaves in the background outlives its terminal, as it says.
    execFileSync(process.execPath, [join(packageRoot, 'dist', 'bin.js'), 'arreter'], {
      cwd: packageRoot,
      env: { ...process.env, ...inClone().env },
      stdio: 'pipe',
    })
    rmSync(join(packageRoot, 'tracker.log'), { force: true })
    rmSync(join(folder, 'home'), { recursive: true, force: true, maxRetries: 5 })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

  describe.each(Object.keys(TRIED))('%s', (readme) => {
    it('are all tried here', () => {
      expect(commandLines(page(readme))).toEqual(TRIED[readme]!.map(([line]) => line))
    })

    it.each(TRIED[readme]!)('%s', async (line, works) => {
      await works(line)
    })
  })
})
