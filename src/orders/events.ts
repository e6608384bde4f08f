// What the two programs say while they run, as values: with `--json` one a line, otherwise a sentence each.
import { t } from '../i18n/index.js'
import type { Order } from './order.js'

export type ProgramEvent =
  /** The producer is about to send; there is no receipt yet. */
  | { event: 'posting'; order: Order; key?: string | undefined }
  | { event: 'posting-text'; text: string }
  /** The delivery report: where the broker stored it. */
  | { event: 'delivered'; topic: string; partition: number; offset: number; order?: Order | undefined }
  /** Sent with acks 0: nobody will ever say whether it arrived. */
  | { event: 'unacknowledged'; order?: Order | undefined }
  | { event: 'failed'; reason: string }
  /** The tracker's team shared the drawers out; these are its own. The team's name is left out where there is only one. */
  | { event: 'joined'; group?: string; partitions: number[] }
  | { event: 'read'; partition: number; offset: number; order: Order; key?: string | undefined }
  | { event: 'unreadable'; partition: number; offset: number; text: string }
  /** Already in the reader's ledger: set aside. */
  | { event: 'duplicate'; partition: number; offset: number; order: Order }
  /** An unreadable letter, copied to the dead-letter topic. */
  | { event: 'dead-letter'; partition: number; offset: number; topic: string }
  /** Nobody answers at the office; the client goes on trying. */
  | { event: 'waiting'; broker: string }
  | { event: 'stopped' }
  /** Said in the place of a program that was killed. */
  | { event: 'killed'; who: string }
  /** Said by the office: a bookmark was not moved, for its team has a reader. */
  | { event: 'refused' }

/** A program's line in the three forms of screens: 80 columns, 40 columns, spoken. */
export interface EventText {
  wide: string
  narrow: string
  spoken: string
  tone: 'normal' | 'trouble' | 'quiet'
  /** How many there were, where such lines come too fast to be said. */
  tally: ((count: number) => string) | undefined
}

const TONES: Partial<Record<ProgramEvent['event'], EventText['tone']>> = {
  posting: 'quiet',
  'posting-text': 'quiet',
  failed: 'trouble',
  waiting: 'trouble',
  unreadable: 'trouble',
  unacknowledged: 'quiet',
  killed: 'trouble',
  refused: 'trouble',
}

const posted = (count: number) => t('events.tally.posted', { count })
const TALLIES: Partial<Record<ProgramEvent['event'], EventText['tally']>> = {
  posting: posted,
  'posting-text': posted,
  delivered: (count) => t('events.tally.receipts', { count }),
  read: (count) => t('events.tally.read', { count }),
}

/** « 3 × stylo bille », and a little room: what follows it stays in one column. */
const ORDER_COLUMN = 17
/** Numbers up to 99 leave what follows them in its column. */
const PLACE_COLUMN = 2

/** The event of a delivery report, as kafkajs gives it. */
export function delivered(
  receipt: { topicName: string; partition: number; baseOffset?: string | undefined },
  order: Order | undefined,
): ProgramEvent {
  const { topicName: topic, partition, baseOffset } = receipt
  return { event: 'delivered', topic, partition, offset: Number(baseOffset), order }
}

/** The sentence of an event, in the current language; `who` said it. */
export function describeEvent(event: ProgramEvent, who: string): EventText {
  const key = textOf(event)
  const order = 'order' in event ? event.order : undefined
  const what = order ? t('events.order', { ...order }) : ''
  const values = {
    who,
    ...event,
    ...order,
    id: order?.order_id.slice(0, 4),
    order: what,
    padded: what.padEnd(ORDER_COLUMN),
    place: 'offset' in event ? String(event.offset).padEnd(PLACE_COLUMN) : '',
    partitions: 'partitions' in event ? event.partitions.join(' ') : '',
    count: 'partitions' in event ? event.partitions.length : undefined,
  }
  const text = (form: string, more: object = {}) => t(`events.${key}.${form}`, { ...values, ...more })
  const spoken = text('spoken', { partitions: values.partitions.replaceAll(' ', ', ') })
  return {
    wide: text('wide'),
    narrow: text('narrow'),
    spoken,
    tone: TONES[event.event] ?? 'normal',
    tally: TALLIES[event.event],
  }
}

function textOf(event: ProgramEvent): string {
  if (event.event === 'joined') return joinedKey(event)
  return 'key' in event && event.key !== undefined ? `${event.event}-keyed` : event.event
}

function joinedKey({ group, partitions }: Extract<ProgramEvent, { event: 'joined' }>): string {
  if (partitions.length === 0) return 'joined-none'
  return group === undefined ? 'joined-alone' : 'joined'
}

/** How a program prints: JSON lines for a program that reads them, sentences for a person (whole ones for a screen reader). */
export function reporter(who: string, json: boolean | undefined): (event: ProgramEvent) => void {
  const spoken = process.env.GUICHET_SPOKEN === '1'
  const line = (event: ProgramEvent) =>
    spoken ? describeEvent(event, who).spoken : `${who.padEnd(9)} ${describeEvent(event, who).wide}`
  return (event) => console.log(json ? JSON.stringify(event) : line(event))
}
