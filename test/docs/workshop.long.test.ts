// The page for workshops, tried from its first line to its last: a teacher's machine, then laptops that have nothing, and
// no network to fetch it from. Long run only.
import { execFile, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { freePort } from '../../src/programs/port.js'
import { keepPortTaken } from '../e2e/port-9092.js'
import { type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'
import { until } from '../support/until.js'
import { page } from './pages.js'

const IMAGE = 'confluentinc/cp-kafka:8.3.0'

/** The commands of the page's block for this machine. */
function block(text: string, on: string): string[] {
  const found = text.match(new RegExp(`<!-- on: ${on} -->\n\`\`\`sh\n([\\s\\S]*?)\`\`\``))
  return found![1]!.trim().split('\n')
}

const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))

/** Types the line in a shell; resolves with all it said, rejects when it fails. */
async function type(line: string, cwd: string, env: Record<string, string> = {}): Promise<string> {
  const options = { cwd, env: { ...clean, CI: '', ...env }, maxBuffer: 1 << 24 }
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', line], options)
  return stdout + stderr
}

let folder: string
let port: ReturnType<typeof keepPortTaken>
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guichet-workshop-'))
  port = keepPortTaken()
})
afterAll(async () => {
  await port.release()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(['docs/atelier.fr.md', 'docs/workshop.md'])('%s', (path) => {
  const text = page(path)
  // The folder and its archive, as each page names them.
  const made = path.includes('atelier') ? 'atelier' : 'workshop'
  const at = (...names: string[]) => join(folder, path.slice('docs/'.length, -'.md'.length), ...names)

  it('the day before: one archive with everything in it', { timeout: 300_000 }, async () => {
    mkdirSync(at(), { recursive: true })
    await promisify(execFile)('git', ['clone', '-q', packageRoot, at('clone')])
    for (const line of block(text, 'teacher')) await type(line, at('clone'))
    expect(existsSync(at('clone', `${made}.tgz`))).toBe(true)
  })

  it('on a laptop without a network: installed, checked, and played', { timeout: 300_000 }, async () => {
    mkdirSync(at('laptop'))
    copyFileSync(at('clone', `${made}.tgz`), at('laptop', `${made}.tgz`))
    // The registry is nowhere, and nothing was fetched before.
    const offline = {
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_cache: at('cache'),
      npm_config_update_notifier: 'false',
      GUICHET_HOME: at('home'),
    }
    let cwd = at('laptop')
    const said: string[] = []
    for (const line of block(text, 'laptop')) {
      if (line.startsWith('cd ')) cwd = join(cwd, line.slice('cd '.length))
      else said.push(await type(line, cwd, offline))
    }
    expect(said.at(-1)).toMatch(/✓/)
    expect(said.at(-1)).not.toMatch(/Error|Warning/)
  })

  it('all at one office: a guest’s letters are read by the room', { timeout: 120_000 }, async () => {
    const address = await freePort()
    const [office, guest, reader] = ['shared', 'guest', 'reader'].map((on) => {
      const here = block(text, on)[0]!.replaceAll('192.168.1.20:9092', `127.0.0.1:${address}`)
      return here.replace('0.0.0.0', '127.0.0.1').replace('192.168.1.20', '127.0.0.1')
    }) as [string, string, string]
    const cwd = at('laptop', made)
    const env = { GUICHET_HOME: at('home'), TMPDIR: at(), CI: '' }
    const open = (line: string) => {
      const [command = '', ...args] = line.replace('npx guichet', 'node node_modules/guichet/dist/bin.js').split(' ')
      const child = spawn(command, args, { cwd, env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
      const ended = new Promise((resolve) => child.once('exit', resolve))
      const end = () => {
        child.kill('SIGINT')
        return ended
      }
      return { said: () => said, end }
    }
    const shared = open(`${office} --port ${address}`)
    await until(() => shared.said().includes(String(address)))
    const reading = open(reader)
    try {
      await type(guest, cwd, env)
      await until(() => (reading.said().match(/\bana\b/g) ?? []).length >= 3, 30_000)
    } finally {
      await reading.end()
      await shared.end()
    }
  })

  it.skipIf(dockerProblem)(
    'the image carried by hand: saved here, loaded there, and played on',
    { timeout: 600_000 },
    async () => {
      const engines: DockerEngine[] = []
      try {
        const [teacher, laptop] = [await startEngine(), await startEngine()]
        engines.push(teacher, laptop)
        await teacher.loadKafka(IMAGE)
        const there = block(text, 'teacher-docker')
        expect(there.slice(0, 2)).toEqual(['docker login', `docker pull ${IMAGE}`]) // Docker Hub itself is not asked
        for (const line of there.slice(2)) await type(line, at('laptop'), { ...teacher.env(), KAFKA_IMAGE: '' })
        copyFileSync(at('laptop', 'kafka.tar'), at('laptop', made, 'kafka.tar'))
        const env = {
          ...laptop.env(),
          KAFKA_IMAGE: '',
          KAFKA_PORT: String(await freePort()),
          GUICHET_HOME: at('home'),
          GUICHET_HUB_REGISTRY: 'http://127.0.0.1:9',
          GUICHET_HUB_AUTH: 'http://127.0.0.1:9',
        }
        const [load = '', diagnose = '', play = ''] = block(text, 'laptop-docker')
        expect(await type(load, at('laptop', made), env)).toContain(IMAGE)
        expect(await type(`${diagnose} --json`, at('laptop', made), env)).toContain('"verdict":"ok"')
        expect(await type(play, at('laptop', made), env)).toMatch(/✓/)
        expect(await laptop.left()).toEqual([])
      } finally {
        for (const engine of engines) await engine.stop()
      }
    },
  )
})

it('nothing of it is in the repository', () => {
  for (const made of ['atelier', 'workshop']) expect(readdirSync(packageRoot)).not.toContain(made)
})
