// What is published: how big, with what in it, and whether it works where nothing of the repository is.
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/i18n/index.js'
import { packageRoot } from '../../src/package-root.js'
import { fences, page } from '../docs/pages.js'
import { type Installed, installPackage, packagesIn } from './installed.js'

const MOST_PACKAGES = 14
const MOST_BYTES = 5_000_000

let installed: Installed
beforeAll(async () => {
  installed = await installPackage()
}, 120_000)
afterAll(() => installed?.remove())

const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc')

/** Bytes of all the files in a folder. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { name, parentPath }) => sum + statSync(join(parentPath, name)).size, 0)
}

describe('the package, installed in an empty folder', { timeout: 60_000 }, () => {
  it('is few packages, and light', () => {
    const packages = packagesIn(installed.folder)
    expect(packages).toContain('guichet')
    expect(packages.length).toBeLessThanOrEqual(MOST_PACKAGES)
    expect(bytesIn(join(installed.folder, 'node_modules'))).toBeLessThanOrEqual(MOST_BYTES)
  })

  it('holds what runs, and nothing else', () => {
    const known = [
      /^dist\/(bin|producer|tracker|janitor|told-to-stop|bureau|docker-sweep|lab-sweep|broker)\.js$/,
      /^dist\/chunks\/[\w-]+\.js$/,
      /^dist\/lessons\/([\w-]+\/lesson\.js|minutes\.json)$/,
      /^dist\/types\/broker\/(index|broker|fidelity|folder-lock)\.d\.ts$/,
      /^lessons\/[\w-]+\/[a-z]+\.md$/,
      /^src\/(producer|tracker)\.ts$/,
      /^docker-compose(\.grappe)?\.yaml$/,
      /^(package\.json|LICENSE|dist\/NOTICES\.txt|README(\.fr)?\.md)$/,
    ]
    expect(installed.files.filter((file) => !known.some((pattern) => pattern.test(file)))).toEqual([])
    for (const lesson of readdirSync(join(packageRoot, 'lessons'))) {
      expect(installed.files).toEqual(
        expect.arrayContaining([
          ...LANGUAGES.map((language) => `lessons/${lesson}/${language}.md`),
          `dist/lessons/${lesson}/lesson.js`,
        ]),
      )
    }
  })

  it('asks of the registry only what it runs with, and of a newcomer no script at installation', () => {
    const { scripts, dependencies } = JSON.parse(
      readFileSync(join(installed.folder, 'node_modules', 'guichet', 'package.json'), 'utf8'),
    )
    expect(Object.keys(scripts).filter((name) => /install|^prepare/.test(name))).toEqual([])
    const built = readdirSync(join(packageRoot, 'dist'), { recursive: true, withFileTypes: true })
      .filter(({ name }) => name.endsWith('.js'))
      .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'))
      .join('\n')
    const unused = Object.keys(dependencies).filter((name) => !built.includes(`"${name}"`))
    expect(unused).toEqual([])
  })

  it('is a command, which teaches from the lessons it carries', async () => {
    const home = { GUICHET_HOME: join(installed.folder, 'home') }
    const npx = (...args: string[]) => installed.run('npx', ['--no', '--', 'guichet', ...args], home)
    const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
    expect((await npx('--version')).stdout.trim()).toBe(version)
    const lessons = JSON.parse((await npx('lecons', '--json')).stdout)
    expect(lessons).toHaveLength(readdirSync(join(packageRoot, 'lessons')).length)
  })

  it('has types that say what `guichet/broker` is, and need no other', async () => {
    copyFileSync(join(import.meta.dirname, 'fixtures', 'stranger.ts'), join(installed.folder, 'stranger.ts'))
    for (const [module, resolution] of [
      ['nodenext', 'nodenext'],
      ['esnext', 'bundler'],
    ] as const) {
      const args = ['--noEmit', '--strict', '--types', '', '--target', 'es2022', '--lib', 'es2022']
      await installed.run(process.execPath, [
        tsc,
        ...args,
        '--module',
        module,
        '--moduleResolution',
        resolution,
        'stranger.ts',
      ])
    }
  })

  it('gives a broker to a program that loads nothing else of it', async () => {
    const script = `
      import { startBroker } from 'guichet/broker'
      import { Kafka, logLevel } from 'kafkajs'
      const broker = await startBroker()
      const producer = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING }).producer()
      await producer.connect()
      const [receipt] = await producer.send({ topic: 'orders', messages: [{ value: 'bonjour' }] })
      await producer.disconnect()
      await broker.stop()
      console.log(receipt.baseOffset)`
    const { stdout } = await installed.run(process.execPath, ['--input-type=module', '--eval', script], {
      KAFKAJS_NO_PARTITIONER_WARNING: '1',
    })
    expect(stdout.trim()).toBe('0')
  })

  it.each(['README.fr.md', 'README.md'])('runs the test that %s gives as an example', async (readme) => {
    const example = fences(page(readme)).find(({ text }) => text.includes('guichet/broker'))!
    writeFileSync(join(installed.folder, 'example.test.ts'), example.text)
    // The stranger's own vitest: ours, under its name.
    const theirs = join(installed.folder, 'node_modules', 'vitest')
    if (!existsSync(theirs)) symlinkSync(join(packageRoot, 'node_modules', 'vitest'), theirs, 'junction')
    const vitest = join(theirs, 'vitest.mjs')
    const { stdout } = await installed.run(process.execPath, [vitest, 'run', '--reporter=json'])
    expect(JSON.parse(stdout.slice(stdout.indexOf('{')))).toMatchObject({ success: true, numPassedTests: 1 })
  })

  it('hides its insides', async () => {
    const script = "import('guichet/dist/bin.js').catch((error) => console.log(error.code))"
    const { stdout } = await installed.run(process.execPath, ['--eval', script])
    expect(stdout.trim()).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED')
  })

  it('would be accepted by the registry', async () => {
    const { stdout } = await installed.npm('publish', installed.tarball, '--dry-run', '--ignore-scripts')
    expect(stdout).toContain('+ guichet@')
  })
})
