// `guichet bureau`: the embedded broker in the foreground, until Ctrl-C or SIGTERM: exit code 0.
import { startBroker } from '../broker/index.js'
import { t } from '../i18n/index.js'
import { OfficeError } from '../office/post-office.js'
import { leave } from '../programs/ending.js'
import { choosePort, portHolder } from '../programs/port.js'
import { temporaryFolder } from '../programs/temporary.js'
import { aside } from './aside.js'
import { KnownError } from './failure.js'
import { holderName } from './holder.js'
import { portOf } from './port-flag.js'

const PORT = 9092
const LOCAL = ['127.0.0.1', 'localhost', '::1']

export interface BrokerFlags {
  port?: string
  data?: string
  host?: string
  advertise?: string
  json?: boolean
}

export async function broker({ port, data, host = '127.0.0.1', advertise, json }: BrokerFlags): Promise<void> {
  const { port: chosen, takenBy } =
    port === undefined ? await choosePort(PORT) : { port: portOf(port), takenBy: undefined }
  if (takenBy) aside(t('start.portTaken', { wanted: PORT, port: chosen, by: holderName(takenBy) }))

  const started = await startBroker({
    host,
    port: chosen,
    data: data ?? temporaryFolder('guichet-bureau-'),
    ...(advertise === undefined ? {} : { advertise }),
  }).catch((error) => explainStart(error, { host, port: chosen, data }))

  const closing = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // Being told to stop is this command's ordinary end, not an interruption.
      process.removeAllListeners(signal)
      process.once(signal, resolve)
    }
  })
  if (json) {
    console.log(JSON.stringify({ event: 'ready', host, port: started.port, pid: process.pid }))
  } else {
    if (!LOCAL.includes(host)) aside(t('broker.exposed', { host }))
    console.log(t('broker.ready', { broker: started.brokers.join(',') }))
    console.log(data === undefined ? t('broker.temporary') : t('broker.data', { path: data }))
  }
  await closing
  await started.stop()
  if (!json) console.log(t('broker.closed'))
  await leave(0)
}

async function explainStart(
  error: NodeJS.ErrnoException,
  { host, port, data }: { host: string; port: number; data: string | undefined },
): Promise<never> {
  if (error.code === 'EADDRINUSE') {
    throw new KnownError(t('broker.portTaken', { port, by: holderName(await portHolder(port)) }))
  }
  if (error.name === 'FolderInUseError') throw new OfficeError('folder-in-use', { folder: data ?? '' })
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    throw new KnownError(t('errors.host-unusable', { host }))
  if (error.code && ['EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'EROFS', 'ENOSPC'].includes(error.code)) {
    throw new OfficeError('folder-unwritable', { folder: data ?? '', reason: error.code })
  }
  throw error
}
