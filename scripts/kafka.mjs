// Fetches Apache Kafka from Maven, for the tests that compare with it: its jars go to .cache/kafka-<version>/libs.
// Nothing to do when they are there; nothing breaks when Maven or Java is missing: the tests that need them say they are skipped.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const VERSIONS = ['4.3.1', '3.9.1']
const SLF4J = '1.7.36'
const windows = process.platform === 'win32'

const works = (command, args) => spawnSync(command, args, { stdio: 'ignore', shell: windows }).status === 0

// Where Kafka's own complaints go: 3.9 brings reload4j, 4.x brings nothing.
const logger = (version) =>
  version.startsWith('3.')
    ? ''
    : `<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>${SLF4J}</version></dependency>`
const log4jProperties = `log4j.rootLogger=ERROR, stderr
log4j.appender.stderr=org.apache.log4j.ConsoleAppender
log4j.appender.stderr.target=System.err
log4j.appender.stderr.layout=org.apache.log4j.PatternLayout
log4j.appender.stderr.layout.ConversionPattern=%p %c %m%n
`

const pom = (version) => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>guichet</groupId>
  <artifactId>kafka-for-tests</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${version}</version></dependency>
    ${logger(version)}
  </dependencies>
</project>
`

/** The folder appears whole or not at all. */
function fetchKafka(version) {
  const folder = join('.cache', `kafka-${version}`)
  if (existsSync(join(folder, 'libs'))) return true
  const draft = `${folder}.${process.pid}.tmp`
  mkdirSync(draft, { recursive: true })
  writeFileSync(join(draft, 'pom.xml'), pom(version))
  writeFileSync(join(draft, 'log4j.properties'), log4jProperties)
  console.log(`Fetching Apache Kafka ${version} with Maven…`)
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'
  const args = ['-q', '-B', '-f', join(draft, 'pom.xml'), goal, '-DoutputDirectory=libs', '-DincludeScope=runtime']
  const fetched = spawnSync('mvn', args, { stdio: ['ignore', 'inherit', 'inherit'], shell: windows }).status === 0
  if (fetched && !existsSync(join(folder, 'libs'))) {
    rmSync(folder, { recursive: true, force: true })
    renameSync(draft, folder)
  }
  rmSync(draft, { recursive: true, force: true })
  return fetched
}

const missing = VERSIONS.filter((version) => !existsSync(join('.cache', `kafka-${version}`, 'libs')))
if (missing.length > 0) {
  if (!works('java', ['-version'])) console.log('No Java here: the tests against Apache Kafka are skipped.')
  else if (!works('mvn', ['-v'])) console.log('No Maven here: the tests against Apache Kafka are skipped.')
  else {
    const failed = missing.filter((version) => !fetchKafka(version))
    if (failed.length > 0) console.log(`Apache Kafka ${failed.join(', ')} could not be fetched: its tests are skipped.`)
  }
}
