// The topic configs this broker acts on, with Kafka's defaults and limits; and those it only knows one value of.
import type { LogConfig } from '../log/partition-log.js'
import { KafkaError } from '../protocol/errors.js'

/** The `ConfigType` of DescribeConfigs (KIP-569). */
const types = { string: 2, int: 3, long: 5, list: 7 } as const

interface Definition {
  readonly default: string
  readonly type: (typeof types)[keyof typeof types]
  /** Why the value is refused, or undefined. */
  fault(value: string): string | undefined
}

function integer(type: 'int' | 'long', fallback: number, atLeast: number): Definition {
  const max = type === 'int' ? 2 ** 31 - 1 : Number.MAX_SAFE_INTEGER
  return {
    default: String(fallback),
    type: types[type],
    fault(value) {
      const number = Number(value.trim())
      if (!/^-?\d+$/.test(value.trim()) || number > max) return `Not a number of type ${type.toUpperCase()}`
      return number < atLeast ? `Value must be at least ${atLeast}` : undefined
    },
  }
}

function oneOf(type: 'string' | 'list', fallback: string, others: string[], why: string): Definition {
  return {
    default: fallback,
    type: types[type],
    fault: (value) => (value === fallback || others.includes(value) ? undefined : why),
  }
}

/** Java's Long.MAX_VALUE, which people write for « for ever », is beyond what a JavaScript number holds exactly. */
const FOREVER = '9223372036854775807'

export const topicConfigs: ReadonlyMap<string, Definition> = new Map([
  ['cleanup.policy', oneOf('list', 'delete', [], 'this broker only deletes: compaction is left out')],
  ['compression.type', oneOf('string', 'producer', [], 'this broker stores batches as producers compressed them')],
  ['max.message.bytes', integer('int', 1048588, 0)],
  [
    'message.timestamp.type',
    oneOf('string', 'CreateTime', ['LogAppendTime'], 'it must be CreateTime or LogAppendTime'),
  ],
  ['min.insync.replicas', oneOf('string', '1', [], 'this broker is alone: there is one replica')],
  ['retention.bytes', integer('long', -1, -1)],
  ['retention.ms', integer('long', 604_800_000, -1)],
  ['segment.bytes', integer('int', 1_073_741_824, 1 << 20)],
])

/** Throws INVALID_CONFIG, naming the config, where it is unknown here or its value is refused. */
export function checkTopicConfig(name: string, value: string | null): void {
  const definition = topicConfigs.get(name)
  if (!definition) {
    const known = [...topicConfigs.keys()].join(', ')
    throw new KafkaError('INVALID_CONFIG', `Unknown topic config name: ${name}. This broker acts on ${known}.`)
  }
  if (value === null) throw new KafkaError('INVALID_CONFIG', `Null value not supported for topic configs: ${name}`)
  const fault = value === FOREVER && definition.type === types.long ? undefined : definition.fault(value)
  if (fault) throw new KafkaError('INVALID_CONFIG', `Invalid value ${value} for configuration ${name}: ${fault}`)
}

/** What the log acts on, from configs already checked. */
export function logConfig(configs: ReadonlyMap<string, string>): LogConfig {
  const value = (name: string) => configs.get(name) ?? topicConfigs.get(name)!.default
  const number = (name: string) => Math.min(Number(value(name)), Number.MAX_SAFE_INTEGER)
  return {
    segmentBytes: number('segment.bytes'),
    retentionMs: number('retention.ms'),
    retentionBytes: number('retention.bytes'),
    maxMessageBytes: number('max.message.bytes'),
    timestampType: value('message.timestamp.type') === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime',
  }
}
