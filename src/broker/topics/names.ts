// Kafka's rule for topic names. It also keeps a name inside the data folder: no separator, no `.` or `..`.

const MAX_LENGTH = 249

/** Why `name` is no topic name, in Kafka's words; undefined when it is one. */
export function topicNameFault(name: string): string | undefined {
  if (name === '') return 'Topic name is invalid: the empty string is not allowed'
  if (name === '.' || name === '..') return `Topic name is invalid: '.' or '..' is not allowed`
  if (name.length > MAX_LENGTH) return `Topic name is invalid: the length is longer than the maximum of ${MAX_LENGTH}`
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    return 'Topic name is invalid: it contains characters other than ASCII alphanumerics, ., _ and -'
  }
  return undefined
}

/** Kafka refuses two topics that differ only by `.` and `_`: their metrics would share a name. */
export function metricName(name: string): string {
  return name.replaceAll('.', '_')
}
