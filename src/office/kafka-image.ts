// Which image of Kafka Docker is asked for: one name, for all that speaks of it.

/** Confluent's image, pinned: the newest one found named in public threads (June 2026). */
export const DEFAULT_KAFKA_IMAGE = 'confluentinc/cp-kafka:8.3.0'

/** The image asked for: `KAFKA_IMAGE`, or the default. */
export function kafkaImage(env: NodeJS.ProcessEnv = process.env): string {
  return env.KAFKA_IMAGE || DEFAULT_KAFKA_IMAGE
}
