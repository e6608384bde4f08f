// Is there a docker command?

import { existsSync } from 'node:fs'
import { seconds } from '../../i18n/index.js'
import { runCommand } from '../../programs/command.js'
import { classify } from '../classify.js'
import { atMost, fail, firstLine, ok, type Probe, says } from '../probe.js'

const DEADLINE = 3000
const DESKTOP_SEEN_FROM_WSL = '/mnt/c/Program Files/Docker/Docker'

export const dockerProbe: Probe = async ({ env, system }, until) => {
  const ran = await runCommand('docker', ['--version'], { deadline: atMost(DEADLINE, until), env })
  if (ran.missing) {
    const desktop = system === 'wsl' && existsSync(DESKTOP_SEEN_FROM_WSL)
    return fail(desktop ? 'wsl-integration-off' : 'docker-missing', says('dockerMissing'))
  }
  if (ran.late) {
    return fail('unknown', says('noAnswer', { command: 'docker --version', time: seconds(DEADLINE) }))
  }
  if (ran.code === 0) return ok(firstLine(ran.said))
  // In WSL, Docker Desktop puts a script there that says what is missing.
  const { verdict, evidence } = classify(ran.said)
  return fail(verdict, evidence)
}
