// The value of --port.
import { t } from '../i18n/index.js'
import { UsageError } from './failure.js'

/** @throws UsageError where it is no port */
export function portOf(given: string): number {
  const port = Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(t('usage.port', { given }))
  return port
}
