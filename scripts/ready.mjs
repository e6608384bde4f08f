// Makes a fresh clone ready, and an old one current: installs when node_modules lags behind the lock file,
// builds when dist/ lags behind the sources. Silent when there is nothing to do. Nothing is ever asked.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const english = /^en/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')
const say = (french, inEnglish) => process.stderr.write(`${english ? inEnglish : french}\n`)
const age = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0)
const newest = (path) =>
  statSync(path).isDirectory() ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name)))) : age(path)

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a script there.
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (status === 0) return
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  say(
    `« ${command} ${args.join(' ')} » a échoué : le détail est ci-dessus.`,
    `“${command} ${args.join(' ')}” failed: see above.`,
  )
  process.exit(1)
}

if (age('node_modules/.package-lock.json') < age('package-lock.json')) {
  say('Installation des dépendances, une seule fois…', 'Installing dependencies, once…')
  // Not `npm ci`: it refuses a lock file that leaves out other systems' builds of the tools, as a mirror may make it do.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
}
const sources = ['src', 'lessons', 'package.json', 'scripts/build.mjs']
if (age('dist/.stamp') < Math.max(...sources.map(newest))) {
  say('Construction…', 'Building…')
  run(process.execPath, ['scripts/build.mjs'])
}
