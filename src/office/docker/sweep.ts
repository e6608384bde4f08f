// The end of the Docker office: its container and network removed, and nothing else in the engine touched. The volume
// stays: letters are only thrown away on reset.
import { setTimeout as pause } from 'node:timers/promises'
import { withLock } from '../../programs/lock.js'
import { docker, dockerDo, findContainer, ours } from './engine.js'
import { dockerFolder, holders, letGo } from './holders.js'

/** An engine told to make something goes on with it after whoever asked has died: looked for again, this many times. */
const LOOKS = 2
const BETWEEN_LOOKS = 150
const SWEPT_WITHIN = 30_000
/** As stop_grace_period in docker-compose.yaml. */
const GRACE_SECONDS = 30

/** Lets go of the office, and ends it unless someone else uses it. Resolves with whether it was ended. */
export async function release({ name, gently }: { name?: string; gently: boolean }): Promise<boolean> {
  letGo(name)
  if ((await holders()).length > 0) return false
  return withLock(dockerFolder(), async () => {
    if ((await holders()).length > 0) return false
    if (gently) await stopKafka()
    await sweep()
    return true
  })
}

/** Kafka is given the time to put its things in order. */
async function stopKafka(): Promise<void> {
  const container = await findContainer({ atEnd: true })
  if (container?.running)
    await dockerDo(['stop', '--time', String(GRACE_SECONDS), container.id], { atEnd: true, deadline: 60_000 })
}

/** Removes a project's containers and networks until none is found, however they were left. */
async function sweep(project?: string): Promise<void> {
  const end = Date.now() + SWEPT_WITHIN
  for (let empty = 0; empty < LOOKS && Date.now() < end; ) {
    const containers = await list(project, 'ps', '--all')
    if (containers.length > 0) await remove('rm', '--force', '--volumes', ...containers)
    const networks = await list(project, 'network', 'ls')
    if (networks.length > 0) await remove('network', 'rm', ...networks)
    empty = containers.length + networks.length > 0 ? 0 : empty + 1
    if (empty < LOOKS) await pause(BETWEEN_LOOKS)
  }
}

/** Removes a project and its letters: all that compose made for it. */
export async function removeProject(project?: string): Promise<void> {
  await sweep(project)
  const volumes = await list(project, 'volume', 'ls')
  if (volumes.length > 0) await dockerDo(['volume', 'rm', ...volumes], { atEnd: true })
}

/** Throws away the letters: the volume. Resolves with false when someone uses the office, and nothing is done. */
export async function discardLetters(): Promise<boolean> {
  return withLock(dockerFolder(), async () => {
    if ((await holders()).length > 0) return false
    await removeProject()
    return true
  })
}

async function list(project: string | undefined, ...command: string[]): Promise<string[]> {
  const ids = await dockerDo([...command, '--quiet', '--filter', ours(project)], { atEnd: true })
  return ids.split('\n').filter(Boolean)
}

/** What another hand is removing at the same time is refused, and gone all the same at the next look. */
async function remove(...command: string[]): Promise<void> {
  await docker(command, { atEnd: true, deadline: 30_000 })
}
