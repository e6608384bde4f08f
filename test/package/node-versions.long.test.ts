// The whole course, from the package, on every Node it promises: nothing is missing, nothing is warned of. Long run only.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepPortTaken } from '../e2e/port-9092.js'
import { type Installed, installPackage } from './installed.js'

let installed: Installed
let port: ReturnType<typeof keepPortTaken>
beforeAll(async () => {
  port = keepPortTaken()
  installed = await installPackage()
}, 120_000)
afterAll(() => {
  port.release()
  installed?.remove()
})

describe('the course from the package', () => {
  it.each([20, 22, 24, 26])('on Node %i', { timeout: 900_000 }, async (major) => {
    const temporary = join(installed.folder, `tmp-${major}`)
    mkdirSync(temporary, { recursive: true })
    const env = { GUICHET_HOME: join(installed.folder, `home-${major}`), TMPDIR: temporary, TEMP: temporary, CI: '' }
    const onNode = (...args: string[]) => installed.run('npx', ['--yes', '-p', `node@${major}`, 'node', ...args], env)
    expect((await onNode('--version')).stdout).toMatch(new RegExp(`^v${major}\\.`))

    const bin = join('node_modules', 'guichet', 'dist', 'bin.js')
    const { stdout, stderr } = await onNode('--pending-deprecation', bin, '--auto', '--bureau', 'embarque')
    // npm's own advice apart, what a learner would see on stderr is ours: no warning of Node's, no client's complaint.
    const ours = stderr.split('\n').filter((line) => line && !line.startsWith('npm '))
    expect(ours.join('\n')).not.toMatch(/Warning|warn|kafkajs|DEP\d|Error/i)
    const lessons = JSON.parse((await onNode(bin, 'lecons', '--json')).stdout)
    for (const { title } of lessons) expect(stdout).toContain(title)
  })
})
