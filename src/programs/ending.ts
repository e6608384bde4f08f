// The one way out of the CLI: normal end, Ctrl-C, SIGTERM, a closed terminal, a crash. All within 2 s.
import { setTimeout as pause } from 'node:timers/promises'
import { running, startNoMore, temporary } from './leaving.js'

/** When each wave is cut short, in milliseconds since the end began; all is over under 2 s. */
const UNTIL = { programs: 1000, closers: 1500, offices: 1900 }
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

const closers = new Set<() => Promise<void>>()
let ending: Promise<void> | undefined
let leaving = false

/** Something to do at the end, after the programs have ended and while offices still answer. Returns its cancellation. */
export function atEnd(close: () => Promise<void>): () => void {
  closers.add(close)
  return () => closers.delete(close)
}

/** Ends everything this CLI started: programs (last started first), then offices, then temporary folders. */
export function endAll(): Promise<void> {
  ending ??= endInOrder().finally(() => {
    ending = undefined
  })
  return ending
}

async function endInOrder(): Promise<void> {
  const start = Date.now()
  const left = (until: number) => start + until - Date.now()
  await stopEach(false, left(UNTIL.programs))
  const closing = [...closers].reverse().map((close) => close())
  await Promise.race([Promise.allSettled(closing), pause(left(UNTIL.closers), undefined, { ref: false })])
  await stopEach(true, left(UNTIL.offices))
  await temporary.remover?.removeAll()
}

async function stopEach(office: boolean, grace: number): Promise<void> {
  const chosen = [...running].filter((program) => program.office === office).reverse()
  await Promise.all(chosen.map((program) => program.stop(grace)))
}

/** Cleans up, then exits with `code`. The first caller's code stands. */
export async function leave(code: number): Promise<never> {
  if (!leaving) {
    leaving = true
    startNoMore()
    await endAll()
    process.exit(code)
  }
  return new Promise(() => {})
}

/**
 * Makes every way of ending take the same path. To be called once, before anything is started.
 * A second Ctrl-C while cleaning up kills what is left at once.
 * @param onCrash told of an error nobody caught, before cleaning up; the exit code is then 1.
 */
export function cleanUpOnSignals(onCrash: (error: unknown) => void): void {
  for (const [signal, code] of Object.entries(EXIT_CODES)) {
    process.on(signal, () => {
      if (leaving) leaveNow(code)
      else leave(code)
    })
  }
  const crash = (error: unknown) => {
    // The reader of our output left (`guichet … | head`): an ordinary end, and nothing more can be said.
    if ((error as NodeJS.ErrnoException)?.code === 'EPIPE') return leave(0)
    if (!leaving) onCrash(error)
    leave(1)
  }
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
}

function leaveNow(code: number): never {
  for (const program of running) program.kill()
  temporary.remover?.removeAllNow()
  process.exit(code)
}
