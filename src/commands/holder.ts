// What holds a port, as part of a sentence: « un Kafka », « le programme nginx ».
import { t } from '../i18n/index.js'
import type { PortHolder } from '../programs/port.js'

/** In the user's language; « un autre programme » when the system does not tell which. */
export function holderName(holder: Pick<PortHolder, 'kind' | 'process'> | undefined): string {
  if (holder && holder.kind !== 'other') return t(`port.${holder.kind}`)
  return holder?.process ? t('port.other', { name: holder.process }) : t('port.unknown')
}
