// Is there a compose, as docker's plug-in or as the older program?

import { seconds } from '../../i18n/index.js'
import { runCommand } from '../../programs/command.js'
import { atMost, type Finding, fail, firstLine, ok, type Probe, says } from '../probe.js'

const DEADLINE = 3000
/** The older one is in Python, which takes its time on a cold disk. */
const PROGRAM_DEADLINE = 5000

export const composeProbe: Probe = async ({ env }, until) => {
  const plugin = await runCommand('docker', ['compose', 'version'], { deadline: atMost(DEADLINE, until), env })
  // Older dockers that know no such plug-in print their help, and may call it a success.
  if (plugin.code === 0 && /compose.*version/i.test(plugin.stdout)) return ok(firstLine(plugin.stdout))
  const program = await runCommand('docker-compose', ['version'], { deadline: atMost(PROGRAM_DEADLINE, until), env })
  if (program.code === 0) return ok(firstLine(program.stdout))
  // Silence is not absence.
  if (plugin.late) return silent('docker compose version', DEADLINE)
  if (program.late) return silent('docker-compose version', PROGRAM_DEADLINE)
  return fail('compose-missing', firstLine(plugin.said) || says('composeMissing'))
}

function silent(command: string, deadline: number): Finding {
  return fail('unknown', says('noAnswer', { command, time: seconds(deadline) }))
}
