// The package's `guichet/broker` export: a Kafka-protocol broker in one process, for tests and for learning.
export { type Broker, type BrokerOptions, startBroker } from './broker.js'
export { type FidelityRow, fidelityTable } from './fidelity.js'
export { FolderInUseError } from './folder-lock.js'
