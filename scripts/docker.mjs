// Prepares what the Docker tests want, once: compose v2 and v1, and an image of Apache Kafka that no registry gives.
// All of it goes to ~/.cache/guichet, shared by every clone. Nothing breaks where a part cannot be made: the tests that
// need it say that they are skipped. No engine is started here.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { buildKafkaImage } from './kafka-image.mjs'

const COMPOSE = '2.40.3'
const COMPOSE_V1 = '1.29.2'
const KAFKA = '4.3.1'
/** Goes up with every change of kafka-image.mjs, so that no old image is taken for it. */
const IMAGE = 2
const cache = join(homedir(), '.cache', 'guichet')

/** Whether the command ran to its end; what it said is shown when it did not. */
function run(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', ...options })
  if (status !== 0) console.log(`${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-10).join('\n'))
  return status === 0
}

const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Docker's own compose is published as source only where a package registry is all there is: the Go module. */
function buildCompose(folder) {
  const module = 'github.com/docker/compose/v2'
  const env = { ...process.env, CGO_ENABLED: '0' }
  const go = (...args) => run('go', args, { cwd: folder, env })
  const version = `-X ${module}/internal.Version=v${COMPOSE}`
  return (
    go('mod', 'init', 'compose-for-tests') &&
    go('get', `${module}@v${COMPOSE}`) &&
    go('build', '-mod=mod', '-trimpath', '-ldflags', `-s -w ${version}`, '-o', 'docker-compose', `${module}/cmd`)
  )
}

/** The last docker-compose in Python, with the last versions of what it stands on that it can live with. */
function installComposeV1(folder) {
  const pins = ['requests<2.29', 'urllib3<2', 'docker==5.0.3', 'setuptools<70']
  const pip = join(folder, 'bin', 'pip')
  // PyYAML 5 is only to be had as source, which Cython 3 no longer compiles: without its C part it needs none.
  const env = { ...process.env, PIP_CONSTRAINT: '', PYYAML_FORCE_CYTHON: '', PYYAML_FORCE_LIBYAML: '0' }
  return (
    run('python3', ['-m', 'venv', folder]) &&
    run(pip, ['install', '-q', '--no-input', 'setuptools<70', 'wheel', 'cython<3'], { env }) &&
    run(pip, ['install', '-q', '--no-input', '--no-build-isolation', 'PyYAML==5.4.1', ...pins], { env }) &&
    run(pip, ['install', '-q', '--no-input', ...pins, `docker-compose==${COMPOSE_V1}`], { env }) &&
    works(join(folder, 'bin', 'docker-compose'), ['version'])
  )
}

/** Makes one part, whole or not at all: `product` is there once it is. */
function prepare(name, product, needs, make) {
  const folder = join(cache, name)
  if (existsSync(join(folder, product))) return
  const missing = needs.filter(([command, ...args]) => !works(command, args)).map(([command]) => command)
  if (missing.length > 0) return console.log(`No ${missing.join(', ')} here: no ${name}, and its tests are skipped.`)
  console.log(`Preparing ${name} for the Docker tests, once…`)
  const begun = Date.now()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const made = make(folder)
  if (!made) rmSync(folder, { recursive: true, force: true })
  const seconds = Math.round((Date.now() - begun) / 1000)
  console.log(made ? `${name}: ready after ${seconds} s.` : `${name} could not be made: its tests are skipped.`)
}

if (process.platform === 'linux') {
  prepare(`compose-v2-${COMPOSE}`, 'docker-compose', [['go', 'version']], buildCompose)
  const python = [['python3', '-m', 'venv', '--help']]
  prepare(`compose-v1-${COMPOSE_V1}`, 'bin/docker-compose', python, installComposeV1)
  const libs = join('.cache', `kafka-${KAFKA}`, 'libs')
  const make = (folder) => buildKafkaImage(libs, folder)
  if (existsSync(libs)) prepare(`kafka-image-${KAFKA}-${IMAGE}`, 'root.tar', [['jlink', '--version']], make)
}
