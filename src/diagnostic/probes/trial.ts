// With --essai only: pull the image, start it, ask Kafka. What was started is removed, whatever happens.

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { seconds } from '../../i18n/index.js'
import { type CommandResult, runCommand } from '../../programs/command.js'
import { atEnd } from '../../programs/ending.js'
import { probe as askKafka } from '../../programs/kafka-probe.js'
import { classify } from '../classify.js'
import { logLines } from '../log-lines.js'
import { mask } from '../mask.js'
import { type Finding, fail, ok, type Probe, type Situation, says, skip } from '../probe.js'

const PULL_DEADLINE = 600_000
const START_DEADLINE = 30_000
const KAFKA_DEADLINE = 90_000
const LOGS_DEADLINE = 3000
const REMOVE_DEADLINE = 15_000
/** The container's whole life: it is removed before. */
const TRIAL_DEADLINE = START_DEADLINE + KAFKA_DEADLINE + REMOVE_DEADLINE
const EVERY = 300

export const pullProbe: Probe = async ({ env, image, imageHere }) => {
  if (imageHere) return skip(says('notPulled'))
  const start = Date.now()
  const ran = await runCommand('docker', ['pull', image], { deadline: PULL_DEADLINE, env })
  if (ran.code === 0) return ok(says('pulled', { image, time: seconds(Date.now() - start) }))
  if (ran.late) {
    return fail('net-timeout', says('noAnswer', { command: 'docker pull', time: seconds(PULL_DEADLINE) }))
  }
  const { verdict, evidence } = classify(ran.said)
  return fail(verdict, evidence)
}

export const containerProbe: Probe = async (situation) => {
  const { env, image, port } = situation
  const trial: NonNullable<Situation['trial']> = { name: `guichet-essai-${randomUUID().slice(0, 8)}`, ended: undefined }
  situation.trial = trial
  const exit = runCommand(
    'docker',
    ['run', '--rm', '--pull', 'never', '--name', trial.name, ...settings(port), image],
    {
      deadline: TRIAL_DEADLINE,
      env,
    },
  )
  exit.then((ran) => {
    trial.ended = ran
  })
  const remove = async () => {
    await runCommand('docker', ['rm', '--force', '--volumes', trial.name], {
      deadline: REMOVE_DEADLINE,
      env,
      atEnd: true,
    })
  }
  const forgetEnd = atEnd(remove)
  situation.cleanUp = async () => {
    await remove()
    forgetEnd()
  }
  for (const end = Date.now() + START_DEADLINE; Date.now() < end && !trial.ended; ) {
    const state = await runCommand('docker', ['inspect', '--format', '{{.State.Running}}', trial.name], {
      deadline: START_DEADLINE,
      env,
    })
    if (state.stdout.trim() === 'true') return ok(says('started', { port }))
    await pause(EVERY)
  }
  return trial.ended
    ? hasEnded(trial.ended)
    : fail('unknown', says('noAnswer', { command: 'docker run', time: seconds(START_DEADLINE) }))
}

export const kafkaProbe: Probe = async (situation) => {
  const { trial } = situation
  const start = Date.now()
  while (Date.now() < start + KAFKA_DEADLINE && !trial?.ended) {
    if ((await askKafka('127.0.0.1', situation.port, 1000)) === 'kafka')
      return ok(says('kafka', { time: seconds(Date.now() - start) }))
    await pause(EVERY)
  }
  if (trial?.ended) return hasEnded(trial.ended)
  const said = await runCommand('docker', ['logs', '--tail', '50', trial?.name ?? ''], {
    deadline: LOGS_DEADLINE,
    env: situation.env,
  })
  return fail('kafka-not-ready', says('kafkaLate', { time: seconds(Date.now() - start), line: lastLine(said) }))
}

/** One node, broker and controller in one, by the variables that Confluent's and Apache's images both read. */
const VARIABLES = {
  CLUSTER_ID: 'Z3VpY2hldC1lc3NhaS1uMQ',
  KAFKA_NODE_ID: '1',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
  KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_INTER_BROKER_LISTENER_NAME: 'PLAINTEXT',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
}

function settings(port: number): string[] {
  const all = { ...VARIABLES, KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://localhost:${port}` }
  const variables = Object.entries(all).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  return ['--publish', `127.0.0.1:${port}:9092`, ...variables]
}

function hasEnded(ran: CommandResult): Finding {
  const { verdict, evidence } = classify(ran.said)
  if (verdict !== 'unknown' && verdict !== 'kafka-not-ready') return fail(verdict, evidence)
  // 137 is 128 + SIGKILL: nobody but the system ends it so.
  return fail(ran.code === 137 ? 'oom' : 'kafka-not-ready', says('exited', { code: ran.code, line: lastLine(ran) }))
}

function lastLine({ said }: CommandResult): string {
  return mask(logLines(said).at(-1) ?? '…')
}
