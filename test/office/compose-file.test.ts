// The compose files, which learners read and run by hand, say what the code and the lessons rely on.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DEFAULT_KAFKA_IMAGE, kafkaImage } from '../../src/office/kafka-image.js'
import { packageRoot } from '../../src/package-root.js'

const read = (name: string) => readFileSync(join(packageRoot, name), 'utf8')
const ONE = read('docker-compose.yaml')
const THREE = read('docker-compose.grappe.yaml')

/** A block of the file as written, comments apart: from the line that begins so to the next at its depth. */
function block(text: string, begins: string): string {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line))
  const first = lines.findIndex((line) => line.trimStart().startsWith(begins))
  const depth = lines[first]!.search(/\S/)
  const length = lines.slice(first + 1).findIndex((line) => line.trim() !== '' && line.search(/\S/) <= depth)
  return lines
    .slice(first, length < 0 ? undefined : first + 1 + length)
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
}

test.each([
  ['one office', ONE, 1],
  ['three', THREE, 3],
])(
  'with %s: the default image is the code’s, ports are open to this machine only, no container is named',
  (_, text, offices) => {
    const images = [...text.matchAll(/image: \$\{KAFKA_IMAGE:-(.+)\}/g)].map(([, image]) => image)
    expect(images).toEqual([DEFAULT_KAFKA_IMAGE])
    const ports = [...text.matchAll(/^ +- '(.*):9092'$/gm)].map(([, published]) => published)
    expect(ports).toHaveLength(offices)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{KAFKA_PORT(_[123])?:-\d+\}$/)
    expect(text).not.toMatch(/container_name|^name:/m)
  },
)

test('both ask Kafka itself whether it is ready, in the same way', () => {
  expect(block(THREE, 'healthcheck:')).toBe(block(ONE, 'healthcheck:'))
  expect(block(ONE, 'healthcheck:')).toContain('/dev/tcp/localhost/9092')
})

test('each advertises the very port it publishes', () => {
  for (const text of [ONE, THREE]) {
    const published = [...text.matchAll(/127\.0\.0\.1:(\$\{.+\}):9092/g)].map(([, port]) => port)
    const advertised = [...text.matchAll(/HOTE:\/\/localhost:(\$\{.+?\}),/g)].map(([, port]) => port)
    expect(advertised).toEqual(published)
    expect(published.length).toBeGreaterThan(0)
  }
})

test('KAFKA_IMAGE replaces the image, an empty one does not', () => {
  expect(kafkaImage({})).toBe(DEFAULT_KAFKA_IMAGE)
  expect(kafkaImage({ KAFKA_IMAGE: '' })).toBe(DEFAULT_KAFKA_IMAGE)
  expect(kafkaImage({ KAFKA_IMAGE: 'apache/kafka:4.3.1' })).toBe('apache/kafka:4.3.1')
})
