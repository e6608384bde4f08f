// Is there a compose, as docker's plug-in or as the older program?
import { seconds } from '../../i18n/index.js'
import { atMost, type Finding, fail, ok, type Probe, says } from '../probe.js'
import { firstLine, run } from '../run.js'

const DEADLINE = 3000
/** The older one is in Python, which takes its time on a cold disk. */
const PROGRAM_DEADLINE = 5000

export const composeProbe: Probe = async ({ env }, until) => {
  const plugin = await run('docker', ['compose', 'version'], { within: atMost(DEADLINE, until), env })
  // Older dockers that know no such plug-in print their help, and may call it a success.
  if (plugin.code === 0 && /compose.*version/i.test(plugin.stdout)) return ok(firstLine(plugin))
  const program = await run('docker-compose', ['version'], { within: atMost(PROGRAM_DEADLINE, until), env })
  if (program.code === 0) return ok(firstLine({ ...program, stderr: '' }))
  // Silence is not absence.
  if (plugin.code === undefined) return silent('docker compose version', DEADLINE)
  if (program.code === undefined) return silent('docker-compose version', PROGRAM_DEADLINE)
  return fail('compose-missing', firstLine(plugin) || says('composeMissing'))
}

function silent(command: string, deadline: number): Finding {
  return fail('unknown', says('noAnswer', { command, time: seconds(deadline) }))
}
