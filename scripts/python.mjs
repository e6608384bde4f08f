// Prepares Python's confluent-kafka for the tests: a virtual environment in .cache/python, made once.
// Nothing breaks where Python or its packages cannot be had: the tests that need it say that they are skipped.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const windows = process.platform === 'win32'
const environment = fileURLToPath(new URL('../.cache/python', import.meta.url))
const python = join(environment, windows ? 'Scripts/python.exe' : 'bin/python')
const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

if (!works(python, ['-c', 'import confluent_kafka'])) {
  console.log('Preparing Python’s confluent-kafka for the tests, once…')
  const made =
    works(windows ? 'python' : 'python3', ['-m', 'venv', environment]) &&
    works(python, ['-m', 'pip', 'install', '-q', '--no-input', 'confluent-kafka==2.16.1'])
  if (!made) console.log('No Python with confluent-kafka here: its tests are skipped.')
}
