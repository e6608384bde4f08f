// Our broker beside its peers, in one run: a table of what each does, and the ratio to each peer.

import { parseArgs } from 'node:util'
import { type Peer, peers, type RunningBroker, removeData } from './brokers.js'
import { type BenchCase, benchCases, type Measure } from './cases.js'
import { preparePython } from './python.js'
import { measureStartup } from './startup.js'
import { touchMemory } from './usage.js'

const HELP = `npm run bench -- [--scale 0.1] [--cases 1k,100b,…] [--brokers guichet,kafka,kfake]
  --scale    part of the full counts (1)
  --cases    ${benchCases.map((one) => one.name).join(', ')}, startup
  --brokers  beginnings of names: ${peers.map((peer) => peer.name).join(', ')}`

const { values: flags } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    cases: { type: 'string' },
    brokers: { type: 'string' },
    help: { type: 'boolean' },
  },
})

/** By what is measured, then by broker. */
type Results = Map<string, Map<string, Measure>>

/** Runs one case on fresh brokers, in turns. Their start-up is a measure too. */
async function measure(benchCase: BenchCase, peers: Peer[], scale: number): Promise<Results> {
  const running = new Map<Peer, RunningBroker>()
  const found: { peer: Peer; round: number; measure: Measure }[] = []
  try {
    for (const peer of peers) {
      const broker = await peer.start()
      running.set(peer, broker)
      found.push({ peer, round: 0, measure: { what: 'ready', unit: 'ms', value: broker.readyMs } })
    }
    for (let round = 0; round < benchCase.rounds; round++) {
      for (const [peer, broker] of [...running]) {
        try {
          const result = await benchCase.run(broker, scale, round)
          if (result.broker) running.set(peer, result.broker)
          for (const one of result.measures) found.push({ peer, round, measure: one })
        } catch (error) {
          console.log(`${benchCase.name}, ${peer.name}: ${error instanceof Error ? error.message : error}`)
        }
      }
    }
  } finally {
    for (const broker of running.values()) await broker.stop()
    removeData()
  }
  const results: Results = new Map()
  for (const { what } of found.map((one) => one.measure)) {
    const byPeer = new Map<string, Measure>()
    for (const peer of peers) {
      const mine = found.filter((one) => one.peer === peer && one.measure.what === what)
      const counted = mine.length > 1 ? mine.filter((one) => one.round > 0) : mine
      if (counted.length > 0) byPeer.set(peer.name, middle(counted.map((one) => one.measure)))
    }
    results.set(what, byPeer)
  }
  return results
}

/** The median; of memory, the most. */
function middle(measures: Measure[]): Measure {
  const sorted = measures.toSorted((a, b) => a.value - b.value)
  return sorted[0]!.unit === 'MB' ? sorted.at(-1)! : sorted[sorted.length >> 1]!
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
  if (flags.cases === 'startup') return measureStartup()
  preparePython()
  const present = chosen.filter((peer) => {
    const reason = peer.missing()
    if (reason) console.log(`${peer.name} is left out: ${reason}`)
    return !reason
  })

  touchMemory()
  for (const benchCase of cases) {
    const results = await measure(benchCase, present, scale)
    printCase(
      scale === 1 ? benchCase.title : `${benchCase.title}  (× ${scale})`,
      present.map((peer) => peer.name),
      results,
    )
  }
}

await main()
