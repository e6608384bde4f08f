// The topic configuration a log acts on.

/** Kafka's topic configs of the same names; -1 means no limit for the two retentions. */
export interface LogConfig {
  /** `segment.bytes` */
  segmentBytes: number
  /** `retention.ms` */
  retentionMs: number
  /** `retention.bytes` */
  retentionBytes: number
  /** `max.message.bytes`: the largest batch taken. */
  maxMessageBytes: number
  /** `message.timestamp.type` */
  timestampType: 'CreateTime' | 'LogAppendTime'
}
