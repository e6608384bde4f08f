// Kafka itself does not start, or does not answer.
import type { Failure } from './failure.js'

/** What speaks to Kafka, and how it says that nobody answers. */
const KAFKA_CLIENT =
  /kafkajs|rdkafka|aiokafka|\bsarama\b|confluent_kafka|org\.apache\.kafka\.(?:clients|common\.(?:config|errors|network))|\bkafka\.(?:errors|conn|client|producer|consumer)\b|\b(?:seed|bootstrap) brokers?\b|bootstrap[._ -]servers?\b|\b[1-3]?909[2-9]\b|\bBroker\.(?:connect|metadata|lookupRequest)\b|\[(?:Producer|Consumer|AdminClient) clientId|springframework\.kafka/i

const NO_ANSWER =
  /connection (?:timeout|timed out|refused|error)|not connected|failed to connect|could(?:n't| not) (?:be established|connect|reach|resolve)|unable (?:to )?(?:connect|reach|resolve|bootstrap)|connect call failed|connection setup timeout|err(?:or|no) 111\b|no connection to node|error receiving|KafkaConnectionError|unreachable|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UnknownHostException|actively refused|expressément refusée|failed to resolve|(?:lookup|resolution) failed|error connecting to|no resolvable|no such host|NumberOfRetriesExceeded|(?:available|reachable) brokers|timed out (?:waiting|while)|name or service not known/i

/** Kafka's settings that decide whether it starts, as in its file and as variables of its images. */
const SETTING =
  /(?:\b|_)(?:controller[._]quorum[._](?:voters|bootstrap[._]servers)|process[._]roles|(?:advertised[._])?listeners?|controller[._]listener[._]names|inter[._]broker[._]listener[._]name|listener[._]security[._]protocol[._]map|node[._]id|broker[._]id|zookeeper[._]connect|cluster[._]id|log[._]dirs)\b/i

const REFUSED =
  /ConfigException|IllegalArgumentException|requirement failed|is required|must (?:be|not|contain|have|include|specify)|(?:is|are) not (?:set|defined|allowed)|you must specify|missing required|not provided|unbound variable|cannot (?:be|use)/i

export const KAFKA: readonly Failure[] = [
  {
    id: 'kafka-not-ready',
    signs: [
      /broker may not be available|timed out waiting for a node assignment|NoBrokersAvailable/i,
      /KafkaJSConnectionError: Connection (?:error: connect ECONNREFUSED|timeout)/,
      /:9092\b.{0,80}(?:connection refused|connexion refus|ECONNREFUSED)|(?:connection refused|connexion refus.{1,3}e|ECONNREFUSED).{0,80}:9092\b/i,
      /\d+\/\d+ brokers are down/i,
      /container \S{0,80}(?:kafka|broker)\S{0,80} is unhealthy/i,
      /(?:kafka|broker)(?:[-_]?\d+){0,2} exited (?:with code |\()(?!0\b|13[07]|143)\d+/i,
      /fatal error during \S{0,40} ?startup|Exiting Kafka due to fatal exception/i,
      /Inconsistent(?:Cluster|Broker)(?:Id|Metadata)Exception|doesn't match stored (?:cluster|broker)/i,
      {
        line: /\bmeta\.properties\b/,
        also: /exception|error|\bno readable\b|kafka-storage/i,
        not: /\b(?:INFO|WARN|DEBUG)\b/,
      },
      { line: SETTING, also: REFUSED, not: /\b(?:INFO|WARN|DEBUG)\b/ },
      /Command \[\S{0,60}\b(?:dub|cub|ub)\b[^\]]{0,200}\] FAILED/i,
      /all log dirs in \S.{0,200} have failed|failed to acquire lock on file .{0,80}\.lock in/i,
      /bootstrap broker \S{1,200} .{0,80}disconnected|broker transport failure|all broker connections are down|KafkaTimeoutError/i,
      { line: NO_ANSWER, also: KAFKA_CLIENT },
      /KafkaJSNumberOfRetriesExceeded\b|\bBroker not connected\b|out of available brokers|no resolvable bootstrap/i,
      /\bLocal: (?:host resolution failure|broker transport failure|all broker connections are down|communication failure|timed out)/i,
      /org\.apache\.kafka\.common\.errors\.TimeoutException/,
      /ZooKeeperClientTimeoutException|timed out waiting for connection while in state/i,
      /\bkafka [\d:.]+ ERROR +==>/,
      {
        line: /\|(?:FAIL|ERROR)\|rdkafka|RDKAFKA-3-(?:FAIL|ERROR)|connect to ipv[46]#\S+ failed/i,
        not: /\bSASL|\bSSL|authenti/i,
      },
      /failed to update metadata after \d+ ms|topic \S{1,250} not present in metadata after/i,
    ],
    weak: [
      // The office's own errors, each with the part of Kafka that says it.
      {
        line: /\((?:kafka\.(?:Kafka\$|(?:server|log|zk|raft|network|cluster)\.[\w$]+)|org\.apache\.kafka\.(?:server|storage|raft|metadata|controller|image)\.[\w.$]+)\)/,
        also: /\b(?:FATAL|ERROR)\b/,
      },
      {
        line: /unrecognized VM option|could not create the Java Virtual Machine|invalid (?:initial|maximum) heap size/i,
        log: /kafka|broker/i,
      },
    ],
    remedies: ['old-volume', 'kafka-settings', 'kafka-address', 'wait-for-kafka', 'kafka-logs', 'embedded'],
  },
]
