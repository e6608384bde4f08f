// How long a start takes, beside Node doing nothing: `--version`, the help, and the first screen in a real terminal.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { packageRoot } from '../src/package-root.js'

const BIN = join(packageRoot, 'dist', 'bin.js')
const PAIRS = 25
/** The first screen is read from its first line on, and whole once it says what Enter does. */
const TEXT_SHOWN = /Guichet/
const KEY_ASKED = /└\S*\s+\S*Entrée/
/** A start that has not shown or ended so long after (milliseconds) never will: what it did show is the error. */
const DEADLINE = 30_000

/** What is started, and how much longer than Node alone it may take. */
const STARTS: { what: string; atMost: number | undefined; run(): Promise<number> }[] = [
  { what: 'guichet --version', atMost: 1.5, run: () => untilEnded(BIN, '--version') },
  { what: 'guichet --help', atMost: undefined, run: () => untilEnded(BIN, '--help') },
  { what: 'guichet lecons', atMost: undefined, run: () => untilEnded(BIN, 'lecons') },
  { what: 'guichet, first text', atMost: 3, run: () => untilShown(TEXT_SHOWN) },
  { what: 'guichet, first key asked', atMost: 3, run: () => untilShown(KEY_ASKED) },
]

/** Prints, for each start, the median time and the median of its ratios to the `node -e 0` run just before it. */
export async function measureStartup(): Promise<void> {
  console.log(`\nStart-up, medians of ${PAIRS} pairs with \`node -e 0\` (Node ${process.versions.node})`)
  for (const { what, atMost, run } of STARTS) {
    const pairs: { bare: number; ours: number }[] = []
    for (let n = 0; n <= PAIRS; n++) {
      const pair = { bare: await untilEnded('-e', '0'), ours: await run() }
      if (n > 0) pairs.push(pair)
    }
    const ours = median(pairs.map((pair) => pair.ours))
    const ratio = median(pairs.map((pair) => pair.ours / pair.bare))
    const bare = median(pairs.map((pair) => pair.bare))
    const held = atMost === undefined ? '' : `  ${ratio <= atMost ? 'within' : 'over'} ${atMost}`
    console.log(
      `  ${what.padEnd(26)}${ours.toFixed(0).padStart(5)} ms  (Node ${bare.toFixed(0)} ms)  × ${ratio.toFixed(2)}${held}`,
    )
  }
}

function untilEnded(...args: string[]): Promise<number> {
  return timed(args, undefined)
}

/** From the command to this on the first screen, for someone who never ran it. */
async function untilShown(what: RegExp): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'guichet-startup-'))
  try {
    return await timed([BIN], what, home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Milliseconds from the start, in a terminal, until it has shown this; until it has ended, where nothing is to be shown. */
async function timed(args: string[], shown: RegExp | undefined, home = ''): Promise<number> {
  const env = { PATH: process.env.PATH, LANG: 'fr_FR.UTF-8', TERM: 'xterm-256color', GUICHET_HOME: home }
  const begun = performance.now()
  const terminal = spawn(process.execPath, args, { cols: 80, rows: 24, env })
  let written = ''
  return new Promise((resolve, reject) => {
    let taken: number | undefined
    const deadline = setTimeout(() => terminal.kill('SIGKILL'), DEADLINE)
    terminal.onData((data) => {
      written += data
      if (taken !== undefined || !shown?.test(written)) return
      taken = performance.now() - begun
      terminal.kill('SIGKILL')
    })
    terminal.onExit(({ signal }) => {
      clearTimeout(deadline)
      if (shown === undefined && !signal) taken = performance.now() - begun
      if (taken !== undefined) resolve(taken)
      else reject(new Error(`${args.join(' ')}: never ${shown ? `showed ${shown}` : 'ended'}:\n${written}`))
    })
  })
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
