// Set-up of the reference run: Apache Kafka from its jars, for the suite that runs on it and on our broker alike.
import type { TestProject } from 'vitest/node'
import { type KafkaVersion, startKafka } from './kafka.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** `host:port` of Apache Kafka; absent in the run on our broker. */
    apacheKafka: string | undefined
    kafkaVersion: KafkaVersion | undefined
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const version = project.name.replace('kafka-', '') as KafkaVersion
  const kafka = await startKafka(version)
  project.provide('apacheKafka', kafka.brokers[0])
  project.provide('kafkaVersion', version)
  return () => kafka.stop()
}
