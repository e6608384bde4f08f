// The line that writes the learner's notebook, wherever it is proposed.
import { flag } from '../i18n/names.js'
import { invocation } from '../invocation.js'

export function toNotebook(): string {
  return invocation('progress', flag('export'), 'kafka.md')
}
