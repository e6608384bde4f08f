// Ports: taken or free, by what, and which one to use instead.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { choosePort, freePort, portHolder } from '../../src/programs/port.js'
import { parseLsof, parseNetstat, parseSs, portOwner } from '../../src/programs/port-owner.js'

let home: string
const servers: Server[] = []
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  vi.stubEnv('GUICHET_HOME', home)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

/** Something that is not Kafka: it greets whoever comes, as an SSH or mail server does, or says nothing. */
async function listen(host: string, greeting = ''): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume()
    if (greeting) socket.end(greeting)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return (server.address() as { port: number }).port
}

test('a free port has no holder, and is the one chosen', async () => {
  const port = await freePort()
  expect(await portHolder(port)).toBeUndefined()
  expect(await choosePort(port)).toEqual({ port })
  expect(await choosePort(port)).toEqual({ port }) // still ours
})

test.each([
  ['that says nothing', ''],
  ['that talks first', 'SSH-2.0-OpenSSH_9.9 and a long greeting\r\n'],
  ['that answers HTTP', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'],
])('a port held by something %s is taken by something else than Kafka', async (_, greeting) => {
  const port = await listen('127.0.0.1', greeting)
  expect(await portHolder(port)).toMatchObject({ kind: 'other' })
  const chosen = await choosePort(port)
  expect(chosen.takenBy).toMatchObject({ kind: 'other' })
  expect(chosen.port).not.toBe(port)
  // No outgoing connection of another program may be given it before our office opens.
  expect(chosen.port).toBeLessThan(32_768)
  expect(await portHolder(chosen.port)).toBeUndefined()
})

test('a port held on ::1 alone is taken: localhost may mean it', async (context) => {
  const port = await listen('::1').catch(() => context.skip('no IPv6 here'))
  expect(await portHolder(port)).toMatchObject({ kind: 'other' })
})

test('the process that holds a port is named where a tool tells', async (context) => {
  const port = await listen('127.0.0.1')
  const owner = await portOwner(port, 1000)
  if (owner.pid === undefined) context.skip('neither lsof, ss nor netstat here')
  expect(owner).toEqual({ pid: process.pid, process: expect.stringMatching(/node/i) })
})

test('no owner when nothing listens', async () => {
  expect(await portOwner(await freePort(), 1000)).toEqual({})
})

test('the tools’ answers are read', () => {
  expect(parseLsof('p4242\ncjava\nf21\n')).toEqual({ pid: 4242, process: 'java' })
  expect(parseLsof('')).toEqual({})
  const ss = 'LISTEN 0 511 127.0.0.1:9092 0.0.0.0:* users:(("docker-proxy",pid=77,fd=4))'
  expect(parseSs(ss)).toEqual({ pid: 77, process: 'docker-proxy' })
  expect(parseSs('LISTEN 0 511 127.0.0.1:9092 0.0.0.0:*')).toEqual({})
  const netstat = [
    '  Proto  Adresse locale         Adresse distante       État',
    '  TCP    127.0.0.1:49700        127.0.0.1:9092         ESTABLISHED     5',
    '  TCP    127.0.0.1:9092         127.0.0.1:49700        ESTABLISHED     6',
    '  TCP    0.0.0.0:19092          0.0.0.0:0              LISTENING       7',
    '  TCP    0.0.0.0:9092           0.0.0.0:0              LISTENING       8',
  ].join('\r\n')
  expect(parseNetstat(netstat, 9092)).toEqual({ pid: 8 })
  expect(parseNetstat('', 9092)).toEqual({})
})
