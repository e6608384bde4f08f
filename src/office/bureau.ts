// The embedded broker as a process of its own: started by the office, and by whoever wants a broker in the foreground.
// It says one line of JSON when it accepts connections (or cannot), and ends with code 0 on SIGTERM or SIGINT.
// Kept small: its start is part of every lesson's.
import { parseArgs } from 'node:util'
import { startBroker } from '../broker/index.js'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9092' },
    data: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    advertise: { type: 'string' },
    'retention-check-ms': { type: 'string' },
  },
})

try {
  const { host, data, advertise, 'retention-check-ms': retentionCheck } = values
  const broker = await startBroker({
    host,
    port: Number(values.port),
    ...(data === undefined ? {} : { data }),
    ...(advertise === undefined ? {} : { advertise }),
    ...(retentionCheck === undefined ? {} : { retentionCheckMs: Number(retentionCheck) }),
    log: (line) => process.stderr.write(`${line}\n`),
  })
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, async () => {
      if (stopping) return
      stopping = true
      await broker.stop()
      process.exit(0)
    })
  }
  say({ event: 'ready', host, port: broker.port, pid: process.pid })
} catch (error) {
  const { code, name, message } = error as NodeJS.ErrnoException
  say({ event: 'failed', code: code ?? name, message })
  process.exitCode = 1
}

function say(event: object): void {
  console.log(JSON.stringify(event))
}
