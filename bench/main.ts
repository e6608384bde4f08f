// Our broker beside its peers, in one run: a table of what each does, and the ratio to each peer.

import { parseArgs } from 'node:util'
import { type Peer, peers, removeData } from './brokers.js'
import { type BenchCase, benchCases, type Measure } from './cases.js'
import { preparePython } from './python.js'

const HELP = `npm run bench -- [--scale 0.1] [--cases 1k,100b,…] [--brokers guichet,kafka,kfake]
  --scale    part of the full counts (1)
  --cases    ${benchCases.map((one) => one.name).join(', ')}
  --brokers  beginnings of names: ${peers.map((peer) => peer.name).join(', ')}`

const { values: flags } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    cases: { type: 'string' },
    brokers: { type: 'string' },
    help: { type: 'boolean' },
  },
})

type Results = Map<string, Map<string, Measure>>

/** Runs one case on a fresh broker; its start-up is a measure too. */
async function measure(benchCase: BenchCase, peer: Peer, scale: number): Promise<Measure[]> {
  const started = await peer.start()
  let running = started
  try {
    const { measures, broker } = await benchCase.run(started, scale)
    running = broker ?? started
    return [{ what: 'ready', unit: 'ms', value: started.readyMs }, ...measures]
  } finally {
    await running.stop()
    removeData()
  }
}

function printCase(title: string, names: string[], results: Results): void {
  const first = names[0]!
  const rows = [['', ...names, ...names.slice(1).map((name) => `÷ ${name}`)]]
  for (const [what, byPeer] of results) {
    const mine = byPeer.get(first)?.value
    const cells = names.map((name) => {
      const found = byPeer.get(name)
      return found ? `${format(found.value)} ${found.unit}` : '–'
    })
    const ratios = names.slice(1).map((name) => {
      const other = byPeer.get(name)?.value
      return mine === undefined || other === undefined ? '–' : (mine / other).toFixed(2)
    })
    rows.push([what, ...cells, ...ratios])
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  console.log(`\n${title}`)
  for (const row of rows) {
    console.log(`  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`)
  }
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

async function main(): Promise<void> {
  if (flags.help) {
    console.log(HELP)
    return
  }
  const scale = Number(flags.scale)
  const wanted = flags.brokers?.split(',')
  const chosen = peers.filter((peer) => !wanted || wanted.some((name) => peer.name.startsWith(name)))
  const cases = benchCases.filter((one) => !flags.cases || flags.cases.split(',').includes(one.name))
  preparePython()
  const present = chosen.filter((peer) => {
    const reason = peer.missing()
    if (reason) console.log(`${peer.name} is left out: ${reason}`)
    return !reason
  })

  for (const benchCase of cases) {
    const results: Results = new Map()
    for (const peer of present) {
      try {
        for (const one of await measure(benchCase, peer, scale)) {
          if (!results.has(one.what)) results.set(one.what, new Map())
          results.get(one.what)!.set(peer.name, one)
        }
      } catch (error) {
        console.log(`${benchCase.name}, ${peer.name}: ${error instanceof Error ? error.message : error}`)
      }
    }
    printCase(
      scale === 1 ? benchCase.title : `${benchCase.title}  (× ${scale})`,
      present.map((peer) => peer.name),
      results,
    )
  }
}

await main()
