// Docker asked by its own command, as the learner would: which compose there is, what of ours is there, and its refusals.
import { join } from 'node:path'
import { packageRoot } from '../../package-root.js'
import { type CommandOptions, type CommandResult, runCommand } from '../../programs/command.js'
import { kafkaImage } from '../kafka-image.js'
import { composeProject } from '../names.js'
import { OfficeError } from '../post-office.js'

/** How long an engine may take to answer a question, and to carry out an act. */
const ANSWERS_WITHIN = 15_000
const ACTS_WITHIN = 60_000

/** The container of the office. */
export interface Container {
  id: string
  running: boolean
  /** Docker's own words: `Up 8 seconds`, `Exited (1) 3 seconds ago`. */
  status: string
  /** Where it is published on this machine; undefined unless it runs. */
  port: number | undefined
}

/** `docker …`, whatever it answers. @throws OfficeError `docker-missing`, `docker-slow` {command, seconds, output} */
export async function docker(args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  return run('docker', args, { deadline: ANSWERS_WITHIN, ...options })
}

/** `docker …`, carried out. @throws OfficeError as `docker`, and `docker-refused` {command, output} */
export async function dockerDo(args: string[], options: CommandOptions = {}): Promise<string> {
  const result = await docker(args, { deadline: ACTS_WITHIN, ...options })
  if (result.code !== 0) throw refused(`docker ${args[0]}`, result.said)
  return result.stdout
}

export function refused(command: string, output: string): OfficeError {
  return new OfficeError('docker-refused', { command, output: output.trim() })
}

/**
 * `docker compose`, else `docker-compose`: the words that begin a compose command.
 * @throws OfficeError `docker-missing`, `docker-compose-missing` {output}
 */
export async function findCompose(): Promise<string[]> {
  const plugin = await docker(['compose', 'version'])
  if (plugin.code === 0) return ['docker', 'compose']
  const alone = await runCommand('docker-compose', ['version'], { deadline: ANSWERS_WITHIN })
  if (alone.code === 0) return ['docker-compose']
  throw new OfficeError('docker-compose-missing', { output: plugin.said.trim() })
}

/** What a compose command is about: a file of ours, and the name under which its containers are known. */
export interface Project {
  name: string
  file: string
  env: Record<string, string>
}

/** The office's own. */
export function officeProject(port: number): Project {
  return { name: composeProject(), file: 'docker-compose.yaml', env: { KAFKA_PORT: String(port) } }
}

/** A compose command on a project of ours. @throws OfficeError as `dockerDo` */
export async function composeDo(compose: string[], args: string[], { name, file, env }: Project): Promise<void> {
  const [command = '', ...words] = compose
  const project = ['--project-name', name, '--file', join(packageRoot, file), '--project-directory', packageRoot]
  const result = await run(command, [...words, ...project, ...args], {
    env: { ...env, KAFKA_IMAGE: kafkaImage() },
    deadline: ACTS_WITHIN,
  })
  if (result.code !== 0) throw refused(`${compose.join(' ')} ${args[0]}`, result.said)
}

/** What tells a project's things from all others in the engine. */
export function ours(project = composeProject()): string {
  return `label=com.docker.compose.project=${project}`
}

/** When the container was last started, in Docker's words; undefined unless it runs. */
export async function startedAt(): Promise<string | undefined> {
  const container = await findContainer()
  if (!container?.running) return undefined
  return (await dockerDo(['inspect', '--format', '{{.State.StartedAt}}', container.id])).trim()
}

/** Throws the container away; its letters stay in their volume. */
export async function discardContainer(): Promise<void> {
  const container = await findContainer()
  if (container) await dockerDo(['rm', '--force', container.id])
}

/** The office's container, whether it runs or not. @throws OfficeError as `dockerDo` */
export async function findContainer(options: CommandOptions = {}): Promise<Container | undefined> {
  const format = '{{.ID}}\t{{.Status}}\t{{.Ports}}'
  const service = 'label=com.docker.compose.service=kafka'
  const rows = await dockerDo(
    ['ps', '--all', '--no-trunc', '--filter', ours(), '--filter', service, '--format', format],
    { deadline: ANSWERS_WITHIN, ...options },
  )
  const [id, status = '', ports = ''] = rows.split('\n')[0]!.split('\t')
  if (!id) return undefined
  const port = ports.match(/:(\d+)->9092\/tcp/)?.[1]
  return { id, running: status.startsWith('Up'), status, port: port === undefined ? undefined : Number(port) }
}

/** The container's last words, and how it ended if it did, as compose says it. */
export async function lastWords({ id, status }: Container, count = 12): Promise<string> {
  const { said, code } = await docker(['logs', '--tail', String(count), id])
  const exit = status.match(/^Exited \((\d+)\)/)?.[1]
  const ended = exit === undefined ? '' : `kafka exited with code ${exit}`
  return `${code === 0 ? said : ''}${ended}`.trim()
}

async function run(command: string, args: string[], options: CommandOptions): Promise<CommandResult> {
  const result = await runCommand(command, args, options)
  if (result.missing) throw new OfficeError('docker-missing', { output: result.said })
  if (!result.late) return result
  const seconds = (options.deadline ?? 0) / 1000
  throw new OfficeError('docker-slow', { command: `${command} ${args[0]}`, seconds, output: result.said.trim() })
}
