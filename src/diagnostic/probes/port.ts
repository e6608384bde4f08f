// Is Kafka's port free? If not, by what is it held: a container, or a program?
import { t } from '../../i18n/index.js'
import { type PortHolder, portHolder } from '../../programs/port.js'
import { fail, KAFKA_PORT, ok, type Probe, says, within } from '../probe.js'
import { run } from '../run.js'

const DEADLINE = 2000

export const portProbe: Probe = async (situation, signal) => {
  const holder = await portHolder(KAFKA_PORT)
  if (!holder) return ok(says('portFree', { port: KAFKA_PORT }))
  situation.holder = holder
  const { stdout } = await run('docker', ['ps', '--filter', `publish=${KAFKA_PORT}`, '--format', '{{.Names}}'], {
    signal: within(DEADLINE, signal),
    env: situation.env,
  })
  const name = stdout.trim().split(/\r?\n/)[0]
  return fail(
    'port-taken',
    says('portTaken', { port: KAFKA_PORT, by: name ? says('container', { name }) : nameOf(holder) }),
  )
}

function nameOf({ kind, process }: PortHolder): string {
  if (kind !== 'other') return t(`port.${kind}`)
  return process ? t('port.other', { name: process }) : t('port.unknown')
}
