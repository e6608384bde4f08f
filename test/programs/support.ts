// Shared by the tests of programs/: the fixture CLI as a built program, and questions to the system.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { identityOf } from '../../src/programs/identity.js'

export const child = fileURLToPath(new URL('fixtures/child.mjs', import.meta.url))

/** The fixture CLI's source: `bundleFixture` makes it runnable. */
export const cliSource = fileURLToPath(new URL('fixtures/cli.ts', import.meta.url))

interface Ready {
  folder: string
  port: number
  chosen?: { port: number; takenBy?: { kind: string } }
}

export interface RunningCli extends Ready {
  process: ChildProcess
  /** All it started: its children, the janitor among them. */
  pids: number[]
  exited: Promise<{ code: number | null; signal: string | null }>
  stderr: () => string
}

/** Starts the fixture CLI and waits until all it starts is up. */
export async function startCli(cli: string, args: string[], env: Record<string, string> = {}): Promise<RunningCli> {
  const started = spawn(process.execPath, [cli, '--child', child, ...args], { env: { ...process.env, ...env } })
  let stderr = ''
  started.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    started.once('close', (code, signal) => resolve({ code, signal })),
  )
  const ready = await new Promise<Ready>((resolve, reject) => {
    createInterface({ input: started.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    exited.then(() => reject(new Error(`the fixture CLI ended: ${stderr}`)))
  })
  const run = { ...ready, process: started, pids: childrenOf(started.pid!), exited, stderr: () => stderr }
  runs.push(run)
  return run
}

const runs: RunningCli[] = []

/** Kills whatever a test that failed left running. */
export async function endClis(): Promise<void> {
  for (const run of runs.splice(0)) {
    run.process.kill('SIGKILL')
    for (const pid of await leftAfter(run.pids, 2000)) process.kill(pid, 'SIGKILL')
    rmSync(run.folder, { recursive: true, force: true })
  }
}

function childrenOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  return rows.map((row) => row.trim().split(/\s+/).map(Number)).flatMap(([own, parent]) => (parent === pid ? own! : []))
}

export async function isAlive(pid: number): Promise<boolean> {
  return (await identityOf(pid)) !== undefined
}

/** Which of these processes are left once none is, or at the deadline (milliseconds). */
export async function leftAfter(pids: number[], deadline: number): Promise<number[]> {
  const end = Date.now() + deadline
  for (;;) {
    const alive = await Promise.all(pids.map(isAlive))
    const left = pids.filter((_, index) => alive[index])
    if (left.length === 0 || Date.now() > end) return left
    await pause(20)
  }
}
