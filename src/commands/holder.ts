// The name, for a sentence, of what holds a port.
import { t } from '../i18n/index.js'
import type { PortHolder } from '../programs/port.js'

export function holderName({ kind, process }: PortHolder): string {
  if (kind === 'other') return process ? t('port.other', { name: process }) : t('port.unknown')
  return t(`port.${kind}`)
}
