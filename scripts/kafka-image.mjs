// Apache Kafka as a container's file system, made of what is on this machine: a small Java runtime, the jars from
// Maven, bash and a few tools. It reads the variables of the official images (kafka.docker.KafkaDockerWrapper is in the
// jars), runs under the same user, keeps its letters in the same folder, and has the tools where both images have them.
// `docker import` makes an image of it: test/support/docker.ts.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

const MODULES = [
  ...['java.base', 'java.logging', 'java.management', 'java.naming', 'java.security.jgss', 'java.security.sasl'],
  ...['java.sql', 'java.xml', 'java.desktop', 'jdk.unsupported', 'jdk.management', 'jdk.crypto.ec'],
]
const COMMANDS = ['bash', 'cat', 'env', 'grep', 'head', 'id', 'ls', 'mkdir', 'ps', 'sleep', 'tail', 'touch', 'wc']
/** Kafka's own names of its tools, and the class behind each. */
const TOOLS = {
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
  'kafka-console-consumer': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-console-producer': 'org.apache.kafka.tools.ConsoleProducer',
  'kafka-consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-get-offsets': 'org.apache.kafka.tools.GetOffsetShell',
  'kafka-delete-records': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-configs': 'kafka.admin.ConfigCommand',
  'kafka-metadata-quorum': 'org.apache.kafka.tools.MetadataQuorumCommand',
}
const JAVA = '/opt/java/bin/java'
const CLASS_PATH = "'/opt/kafka/libs/*'"
const USER = 1000
/** As Apache's own image: classes read once and for all, and as little compiling as possible, start in a third of the time. */
const QUICK = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto'
const SETUP = `kafka.docker.KafkaDockerWrapper setup --default-configs-dir /etc/kafka/docker \\
  --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config`

// A volume that has letters already is formatted: setup says so and fails, which the official image takes for success.
const RUN = `#!/bin/bash
said=$(${JAVA} ${QUICK} -XX:SharedArchiveFile=/opt/kafka/setup.jsa -cp ${CLASS_PATH} ${SETUP} 2>&1) ||
  grep -qi 'already formatted' <<<"$said" || { echo "$said"; exit 1; }
exec ${JAVA} \${KAFKA_HEAP_OPTS:--Xmx512m} ${QUICK} -XX:SharedArchiveFile=/opt/kafka/kafka.jsa \\
  -Dorg.slf4j.simpleLogger.showDateTime=true "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS" \\
  -cp ${CLASS_PATH} kafka.Kafka /opt/kafka/config/server.properties
`

/** Runs Kafka once in its files, with a network of its own, to note which classes it loads. */
const TRAIN = `set -e
mount -t proc proc "$1/proc"
ip link set lo up
export CLUSTER_ID=Z3VpY2hldC1ndWljaGV0LQ KAFKA_NODE_ID=1 KAFKA_PROCESS_ROLES=broker,controller
export KAFKA_CONTROLLER_QUORUM_VOTERS=1@localhost:29093 KAFKA_LISTENERS=HOTE://localhost:9092,REGISTRE://localhost:29093
export KAFKA_ADVERTISED_LISTENERS=HOTE://localhost:9092 KAFKA_INTER_BROKER_LISTENER_NAME=HOTE
export KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=HOTE:PLAINTEXT,REGISTRE:PLAINTEXT
export KAFKA_CONTROLLER_LISTENER_NAMES=REGISTRE KAFKA_LOG_DIRS=/tmp/train
chroot "$1" ${JAVA} ${QUICK} -XX:ArchiveClassesAtExit=/opt/kafka/setup.jsa -cp ${CLASS_PATH} ${SETUP} >/dev/null 2>&1
chroot "$1" ${JAVA} ${QUICK} -XX:ArchiveClassesAtExit=/opt/kafka/kafka.jsa -cp ${CLASS_PATH} \\
  kafka.Kafka /opt/kafka/config/server.properties >"$1/tmp/log" 2>&1 &
for _ in $(seq 300); do grep -q 'Kafka Server started' "$1/tmp/log" && break; sleep 0.1; done
kill -TERM $!
wait $! || true
rm -rf "$1"/tmp/* "$1"/opt/kafka/config/*
`

/** Puts the file system in `<folder>/root.tar`; false when a part of it failed. */
export function buildKafkaImage(libs, folder) {
  const root = join(folder, 'root')
  const inside = (path) => join(root, path)
  for (const path of ['opt/kafka/bin', 'opt/kafka/config', 'etc/kafka/docker', 'mnt/shared/config', 'usr/bin'])
    mkdirSync(inside(path), { recursive: true })
  for (const path of ['tmp', 'proc', 'sys', 'dev', 'var/lib/kafka/data', 'home/appuser'])
    mkdirSync(inside(path), { recursive: true })

  const jlink = ['--add-modules', MODULES.join(), '--strip-debug', '--no-header-files', '--no-man-pages']
  if (!run('jlink', [...jlink, '--output', inside('opt/java')])) return false
  cpSync(libs, inside('opt/kafka/libs'), { recursive: true })

  const binaries = COMMANDS.map(find).filter(Boolean)
  for (const path of binaries) copyFileSync(realpathSync(path), inside(join('usr/bin', path.split('/').at(-1))))
  symlinkSync('usr/bin', inside('bin'))
  symlinkSync('bash', inside('usr/bin/sh'))
  copyLibraries(root, [...binaries.map((path) => realpathSync(path)), ...javaBinaries(inside('opt/java'))])

  writeFileSync(inside('etc/passwd'), `root:x:0:0:root:/root:/bin/bash\nappuser:x:${USER}:0::/home/appuser:/bin/bash\n`)
  writeFileSync(inside('etc/group'), 'root:x:0:\n')
  for (const name of ['server.properties', 'log4j2.yaml', 'tools-log4j2.yaml'])
    writeFileSync(inside(join('etc/kafka/docker', name)), '')
  script(inside('etc/kafka/docker/run'), RUN)
  for (const [name, mainClass] of Object.entries(TOOLS)) {
    const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error -XX:TieredStopAtLevel=1'
    const text = `#!/bin/bash\nexec ${JAVA} ${quiet} -cp ${CLASS_PATH} ${mainClass} "$@"\n`
    script(inside(join('usr/bin', name)), text)
    script(inside(join('opt/kafka/bin', `${name}.sh`)), text)
  }

  archiveClasses(root)
  const draft = join(folder, 'draft.tar')
  const made = pack(root, draft)
  rmSync(root, { recursive: true, force: true })
  if (made) renameSync(draft, join(folder, 'root.tar'))
  return made
}

function run(command, args) {
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}

/** Where it cannot be done (not root), Kafka only starts more slowly. */
function archiveClasses(root) {
  run(join(root, JAVA), ['-Xshare:dump', '-Xlog:disable', '-Xlog:all=error:stderr'])
  run('unshare', ['--mount', '--net', 'bash', '-c', TRAIN, 'train', root])
}

function find(command) {
  const { stdout } = spawnSync('which', [command], { encoding: 'utf8' })
  return stdout.trim() || undefined
}

function script(path, text) {
  writeFileSync(path, text)
  chmodSync(path, 0o755)
}

/** What of the runtime a server loads; not what draws windows. */
function javaBinaries(java) {
  const own = readdirSync(join(java, 'lib'))
    .filter((name) => name.endsWith('.so') && !/awt|font|sound|splash|lcms|jpeg|mlib|jawt/.test(name))
    .map((name) => join(java, 'lib', name))
  return [join(java, 'bin', 'java'), join(java, 'lib', 'server', 'libjvm.so'), ...own]
}

/** The shared libraries these name, loader included, where they are on this machine. */
function copyLibraries(root, binaries) {
  const { stdout } = spawnSync('ldd', binaries, { encoding: 'utf8' })
  const paths = stdout.match(/(?<=\s)\/\S+\.so\S*(?= \()/g) ?? []
  for (const path of new Set(paths.filter((path) => !path.startsWith(root)))) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    copyFileSync(realpathSync(path), join(root, path))
  }
}

/** As root's files, the folders Kafka writes to as its user's. */
function pack(root, file) {
  const tar = (mode, owner, ...paths) =>
    run('tar', [mode, '-f', file, '-C', root, '--numeric-owner', `--owner=${owner}`, '--group=0', ...paths])
  const writable = ['./opt/kafka/config', './mnt/shared/config', './var/lib/kafka', './home/appuser']
  chmodSync(join(root, 'tmp'), 0o1777)
  return tar('-c', 0, ...writable.map((path) => `--exclude=${path}`), '.') && tar('-r', USER, ...writable)
}
