// What a proof names: a port, a container, a registry, a name looked up; the commands that mend speak of these.

/** The port a message speaks of: « Bind for 0.0.0.0:8080 failed ». */
export function portIn(evidence: string): string | undefined {
  return /(?:bind(?: for)?|listen tcp\d?|TCP|to|port(?: for)?) (?:[\d.]+|\[?::\]?|\S*?):(\d{2,5})\b/i.exec(
    evidence,
  )?.[1]
}

export function containerIn(evidence: string): string | undefined {
  return /name "?\/?([\w.-]+)"? is already/i.exec(evidence)?.[1]
}

/** A registry other than Docker Hub: of a request (`https://ghcr.io/v2/…`), or before an image's name (`ghcr.io/a/b:1`). */
export function registryIn(evidence: string): string | undefined {
  const hosts = [
    /https?:\/\/(?:\*+@)?([\w.-]+(?::\d+)?)\/(?:v2|token)\b/i.exec(evidence)?.[1],
    /(?<![\w./@:-])([a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?)\/[a-z\d][\w./-]*(?::[\w.-]+|@sha256)/i.exec(evidence)?.[1],
  ]
  return hosts.find((host) => host !== undefined && !/(?:^|\.)docker\.(?:io|com)(?::\d+)?$/i.test(host))
}

/** « lookup registry.example.org on 192.168.1.1:53 ». */
export function lookedUpIn(evidence: string): string | undefined {
  return /\blookup ([a-z\d-]+(?:\.[a-z\d-]+)+)/i.exec(evidence)?.[1]
}

/** Whether Kafka found what another Kafka had stored: another cluster's, another broker's, or one that still runs. */
export function namesOldVolume(evidence: string): boolean {
  return /Inconsistent(?:Cluster|Broker)|match stored|meta\.properties|lock on file|log dirs? .*fail/i.test(evidence)
}

/** Whether Kafka refused a setting, rather than being late. */
export function namesSetting(evidence: string): boolean {
  return /ConfigException|requirement failed|\b(?:advertised\.)?listeners?\b.*\b(?:cannot|must|required|unable)|process[._]roles|quorum[._]voters|KAFKA_[A-Z_]+/i.test(
    evidence,
  )
}

/** Whether a program was sent to a name that it cannot find: `kafka:9092` outside of compose's network. */
export function namesUnknownHost(evidence: string): boolean {
  return /UnknownHost|ENOTFOUND|EAI_AGAIN|resol(?:ve|ution|vable)|no such host|name or service not known/i.test(
    evidence,
  )
}

/** Windows keeps ranges of ports for itself, which no program listens at. */
export function namesReservedPort(evidence: string): boolean {
  return /access permissions|autorisations d'acc/i.test(evidence)
}
