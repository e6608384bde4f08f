// Which topics a group's members say they read, from the consumer protocol's subscriptions.
import { ProtocolError } from '../protocol/errors.js'
import { Reader } from '../protocol/reader.js'
import { type Group, metadataFor } from './group.js'

/** `unknown` where a member's subscription cannot be read; Kafka then takes it that all topics may be. */
export function subscribedTopics(group: Group): Set<string> | 'unknown' {
  const topics = new Set<string>()
  if (group.state === 'Empty') return topics
  try {
    for (const member of group.members.values()) {
      const reader = new Reader(metadataFor(member, group.protocol))
      reader.int16() // version: all begin as version 0 does, by the topics
      for (let left = reader.arrayLength(); left > 0; left--) topics.add(reader.string())
    }
  } catch (error) {
    if (error instanceof ProtocolError) return 'unknown'
    throw error
  }
  return topics
}
