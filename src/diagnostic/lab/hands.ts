// Who asks the lab for images: the learner's own docker, with settings of the lab's, or ourselves by the same exchange.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CommandResult, runCommand } from '../../programs/command.js'
import { atEnd } from '../../programs/ending.js'
import { forget, watch } from '../../programs/janitor-link.js'
import { programFile } from '../../programs/program-file.js'
import { removeTemporary, temporaryFolder } from '../../programs/temporary.js'
import { exchange, signIn } from './exchange.js'
import { type Lab, openLab } from './server.js'
import { removeImages } from './sweep.js'

export interface Hands {
  /** Whose hands they are, as shown beside what they say. */
  who: 'docker' | 'http'
  pull(image: string): Promise<Asked>
  /** Signs in to the lab, as its only account. */
  signIn(): Promise<Asked>
  /** Removes all that it left: the images, and the settings with the lab's password. */
  end(): Promise<void>
}

interface Asked {
  done: boolean
  /** What was said in the end, in docker's words. */
  line: string
  /** What was typed; or, over HTTP, what was asked and answered. */
  steps: string[]
}

/** Milliseconds: an engine of this machine answers in a few hundred. */
const VERSION_WITHIN = 3000
const PULL_WITHIN = 15_000
const EXCHANGE_WITHIN = 5000

/** Whether docker has an engine here, and whether that engine reaches a server of this machine: one in a virtual machine may not. */
export async function dockerReachesLab(): Promise<boolean> {
  const version = await runCommand('docker', ['version', '--format', '{{.Server.Version}}'], {
    deadline: VERSION_WITHIN,
  })
  if (version.code !== 0) return false
  const lab = await openLab()
  const hands = await dockerHands(lab)
  try {
    // Refused or not, what matters is that it came.
    await hands.pull(lab.otherImage)
    return lab.asked > 0
  } finally {
    await hands.end()
    await lab.close()
  }
}

export async function handsFor(lab: Lab, docker: boolean): Promise<Hands> {
  return docker ? dockerHands(lab) : ownHands(lab)
}

/** The learner's docker. Its settings are in a folder of ours: their account is neither used nor touched. */
async function dockerHands(lab: Lab): Promise<Hands> {
  const host = new URL(lab.url).host
  const folder = temporaryFolder('guichet-docker-')
  // An account named here keeps docker from looking for the system's own keychain to put the lab's password in.
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: {} } }))
  const endpoint = await endpointInUse()
  // The contexts are in the learner's settings, which are not used here: the engine is named by its address.
  const env = { DOCKER_CONTEXT: undefined, ...(endpoint ? { DOCKER_HOST: endpoint } : {}) }
  const docker = (args: string[], input?: string) =>
    runCommand('docker', ['--config', folder, ...args], { deadline: PULL_WITHIN, env, input })
  const images = [lab.image, lab.otherImage]
  const ward = { script: programFile('lab-sweep'), args: images }
  watch(ward)
  const forgetEnd = atEnd(() => removeImages(images))
  return {
    who: 'docker',
    async pull(image) {
      const ran = await docker(['pull', image])
      return { done: ran.code === 0, line: tellingLine(ran), steps: [`pull ${image}`] }
    },
    async signIn() {
      const words = ['login', host, '--username', lab.user]
      const ran = await docker([...words, '--password-stdin'], lab.password)
      return { done: ran.code === 0, line: tellingLine(ran), steps: [words.join(' ')] }
    },
    async end() {
      await removeImages(images)
      forgetEnd()
      forget(ward)
      await removeTemporary(folder)
    },
  }
}

/** The address of the engine that docker speaks to by itself; undefined where it cannot be known. */
async function endpointInUse(): Promise<string | undefined> {
  const format = '{{.Endpoints.docker.Host}}'
  const ran = await runCommand('docker', ['context', 'inspect', '--format', format], { deadline: VERSION_WITHIN })
  return ran.code === 0 ? ran.stdout.trim() : undefined
}

/** What docker says in the end: how the pull went, not the image's name that follows. */
function tellingLine({ said }: CommandResult): string {
  const lines = said.trim().split('\n')
  return lines.find((line) => /^(?:Status: |Login Succeeded|Error response)/.test(line)) ?? lines.at(-1) ?? ''
}

/** By HTTP, as docker would. Nothing is kept. */
function ownHands(lab: Lab): Hands {
  let credentials: { user: string; password: string } | undefined
  const ask = async (how: typeof exchange): Promise<Asked> => {
    const { pulled, line, steps } = await how(lab.image, { credentials, signal: AbortSignal.timeout(EXCHANGE_WITHIN) })
    const inShort = (path: string) => path.replace(/(sha256:\w{12})\w+/, '$1…')
    return {
      done: pulled,
      line,
      steps: steps.map(({ method, path, status }) => `${status} ${method} ${inShort(path)}`),
    }
  }
  return {
    who: 'http',
    pull: (image) => ask((_, options) => exchange(image, options)),
    signIn() {
      credentials = lab
      return ask(signIn)
    },
    async end() {},
  }
}
