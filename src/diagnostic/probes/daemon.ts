// Does the engine answer, and may this account talk to it? One question to docker answers both.

import { seconds } from '../../i18n/index.js'
import { runCommand } from '../../programs/command.js'
import { classify } from '../classify.js'
import { atMost, fail, ok, type Probe, says, skip } from '../probe.js'

const DEADLINE = 6000
const INFO_DEADLINE = 2000

export const daemonProbe: Probe = async (situation, until) => {
  const { env } = situation
  const ran = await runCommand('docker', ['version', '--format', '{{.Server.Version}}'], {
    deadline: atMost(DEADLINE, until),
    env,
  })
  if (ran.late) {
    return fail('daemon-down', says('noAnswer', { command: 'docker version', time: seconds(DEADLINE) }))
  }
  if (ran.code !== 0) {
    const { verdict, evidence } = classify(ran.said)
    if (verdict !== 'socket-permission') return fail('daemon-down', evidence)
    // Behind a closed door there may be an engine, or not.
    situation.denied = evidence
    return skip(says('daemonHidden'))
  }
  const info = await runCommand('docker', ['info', '--format', '{{json .}}'], {
    deadline: atMost(INFO_DEADLINE, until),
    env,
  })
  situation.engine = readInfo(info.stdout)
  return ok(says('daemon', { version: ran.stdout.trim(), os: situation.engine.os }))
}

export const socketProbe: Probe = async ({ denied }) =>
  denied === undefined ? ok(says('socket')) : fail('socket-permission', denied)

/** The little of `docker info` that is of use: https://docs.docker.com/reference/api/engine/ (SystemInfo). */
function readInfo(json: string): { os: string; folder: string | undefined; proxy: boolean } {
  try {
    const { OperatingSystem, DockerRootDir, HttpsProxy, HttpProxy } = JSON.parse(json)
    return { os: String(OperatingSystem ?? ''), folder: DockerRootDir, proxy: Boolean(HttpsProxy || HttpProxy) }
  } catch {
    return { os: '?', folder: undefined, proxy: false }
  }
}
