// Is Kafka's port free? If not, by what is it held: a container, or a program?

import { t } from '../../i18n/index.js'
import { runCommand } from '../../programs/command.js'
import { type PortHolder, portHolder } from '../../programs/port.js'
import { atMost, fail, ok, type Probe, says } from '../probe.js'

const DEADLINE = 2000

export const portProbe: Probe = async (situation, until) => {
  const { port } = situation
  const holder = await portHolder(port)
  if (!holder) return ok(says('portFree', { port }))
  situation.holder = holder
  const { stdout } = await runCommand('docker', ['ps', '--filter', `publish=${port}`, '--format', '{{.Names}}'], {
    deadline: atMost(DEADLINE, until),
    env: situation.env,
  })
  const name = stdout.trim().split(/\r?\n/)[0]
  return fail('port-taken', says('portTaken', { port, by: name ? says('container', { name }) : nameOf(holder) }))
}

function nameOf({ kind, process }: PortHolder): string {
  if (kind !== 'other') return t(`port.${kind}`)
  return process ? t('port.other', { name: process }) : t('port.unknown')
}
