// Is there a compose, as docker's plug-in or as the older program?
import { atMost, fail, ok, type Probe, says } from '../probe.js'
import { firstLine, run } from '../run.js'

const DEADLINE = 2000

export const composeProbe: Probe = async ({ env }, until) => {
  const plugin = await run('docker', ['compose', 'version'], { within: atMost(DEADLINE, until), env })
  // Older dockers that know no such plug-in print their help, and may call it a success.
  if (plugin.code === 0 && /compose.*version/i.test(plugin.stdout)) return ok(firstLine(plugin))
  const program = await run('docker-compose', ['version'], { within: atMost(DEADLINE, until), env })
  if (program.code === 0) return ok(firstLine({ ...program, stderr: '' }))
  return fail('compose-missing', firstLine(plugin) || says('composeMissing'))
}
