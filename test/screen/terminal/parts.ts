// What the parts' tests share: keys by name, and frames as one text.
import { LiveEvents } from '../../../src/screen/live-events.js'
import type { EventLine, LiveOptions } from '../../../src/screen/screen.js'
import { LivePart } from '../../../src/screen/terminal/live.js'
import type { Outcome, Part, Press } from '../../../src/screen/terminal/part.js'
import { page } from '../support.js'

const key = (name: string): Press => (name.length === 1 ? { name, char: name } : { name })

/** Gives it these keys; what the last one led to. */
export function press<T>(part: Part<T>, ...names: string[]): Outcome<T> {
  return names.map((name) => part.press(key(name))).at(-1)
}

export function frame(part: Part<unknown>, columns = 80, rows = 22): string {
  return `\n${part.lines(page(columns), rows).join('\n')}\n`
}

export function rest(part: Part<unknown>, columns = 80): string {
  return `\n${part.rest(page(columns)).join('\n')}\n`
}

/** A line of a program. */
export const line = (n: number): EventLine => ({
  who: 'tracker',
  wide: `lit n° ${n}   casier 0`,
  narrow: `lit n° ${n}`,
  spoken: '',
})

const TASK: LiveOptions = {
  heading: { kind: 'heading', glyph: 'now', title: 'À vous', place: { step: 5, steps: 6 } },
  body: [{ kind: 'prose', text: 'Ramenez le retard à 0.' }],
  actions: [{ key: 'd', label: 'lara poste une lettre' }],
  hints: ['Commencez par le faire partir.'],
}

/** The live view of a task. */
export function openTask(more: Partial<LiveOptions> = {}): { part: LivePart; events: LiveEvents } {
  const events = new LiveEvents()
  const options = { ...TASK, ...more }
  const part = new LivePart(options, { ...options, body: options.body ?? [], printed: 0 }, events)
  return { part, events }
}
