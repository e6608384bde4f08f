// Is there a docker command?
import { existsSync } from 'node:fs'
import { seconds } from '../../i18n/index.js'
import { classify } from '../classify.js'
import { atMost, fail, ok, type Probe, says } from '../probe.js'
import { firstLine, run } from '../run.js'

const DEADLINE = 3000
const DESKTOP_SEEN_FROM_WSL = '/mnt/c/Program Files/Docker/Docker'

export const dockerProbe: Probe = async ({ env, system }, until) => {
  const ran = await run('docker', ['--version'], { within: atMost(DEADLINE, until), env })
  if (ran.missing) {
    const desktop = system === 'wsl' && existsSync(DESKTOP_SEEN_FROM_WSL)
    return fail(desktop ? 'wsl-integration-off' : 'docker-missing', says('dockerMissing'))
  }
  if (ran.code === undefined) {
    return fail('unknown', says('noAnswer', { command: 'docker --version', time: seconds(DEADLINE) }))
  }
  if (ran.code === 0) return ok(firstLine(ran))
  // In WSL, Docker Desktop puts a script there that says what is missing.
  const { verdict, evidence } = classify(`${ran.stdout}\n${ran.stderr}`)
  return fail(verdict, evidence)
}
