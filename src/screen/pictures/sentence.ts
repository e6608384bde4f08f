// Text made fit to be said aloud, by itself.
import { t } from '../../i18n/index.js'

/** « équipe x, 3 membres » as a sentence of its own. */
export function sentence(title: string): string {
  return closed(capital(title))
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** With a full stop, unless it ends already: a voice pauses there. */
export function closed(text: string): string {
  return /[.!?…:]$/.test(text) ? text : `${text}.`
}

/** « 10:42:09 » as it is said: « 10 h 42 ». */
export function spokenTime(time: string): string {
  const [hours, minutes] = time.split(':')
  return minutes === undefined ? time : t('screen:spoken.time', { hours, minutes })
}

/** An order's 36 characters are not to be spelled out: « 7c10… », as everywhere else. */
export function shortIds(text: string): string {
  return text.replace(/\b([0-9a-f]{4})[0-9a-f]{4}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '$1…')
}
