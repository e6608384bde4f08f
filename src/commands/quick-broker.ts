// `guichet bureau --json --port P --donnees DIR`, as programs start it: nothing to ask, nothing to put in words. The
// parser, the texts and what comes with them stay unloaded: a third of the time to be ready. All that is not plain (other
// flags, a port taken, a folder refused) is left to the command itself, which has the sentences.
import { parseArgs } from 'node:util'
import { type BrokerOptions, startBroker } from '../broker/index.js'

/** Runs the broker until it is told to stop; false, and nothing has happened, when that is not how to run it. */
export async function quickBroker(args: string[]): Promise<boolean> {
  const options = plainOptions(args)
  const broker = options && (await startBroker(options).catch(() => undefined))
  if (!broker) return false
  const told = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve)
    process.stdout.once('error', resolve) // whoever started it has gone
  })
  console.log(JSON.stringify({ event: 'ready', host: broker.host, port: broker.port, pid: process.pid }))
  await told
  await broker.stop()
  return true
}

function plainOptions(args: string[]): BrokerOptions | undefined {
  const string = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, port: string, donnees: string, data: string },
    })
    const data = values.donnees ?? values.data
    if (!values.json || !data || !/^\d{1,5}$/.test(values.port ?? '') || Number(values.port) > 65_535) return undefined
    return { port: Number(values.port), data }
  } catch {
    return undefined
  }
}
