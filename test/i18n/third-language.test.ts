// One more language is its texts and its name in one file, as CONTRIBUTING says: the English ones under another name, in a copy.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.js'

let copy: string
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'guichet-language-'))
  for (const path of ['src', 'lessons', 'scripts', 'package.json', 'tsconfig.json']) {
    cpSync(join(packageRoot, path), join(copy, path), { recursive: true })
  }
  symlinkSync(join(packageRoot, 'node_modules'), join(copy, 'node_modules'), 'junction')

  cpSync(join(copy, 'src/i18n/en'), join(copy, 'src/i18n/xx'), { recursive: true })
  const list = join(copy, 'src/i18n/languages.ts')
  const languages = readFileSync(list, 'utf8').replace('{ fr, en }', '{ fr, en, xx }')
  writeFileSync(list, `import xx from './xx/index.js'\n${languages}`)
  for (const lesson of readdirSync(join(copy, 'lessons'))) {
    cpSync(join(copy, 'lessons', lesson, 'en.md'), join(copy, 'lessons', lesson, 'xx.md'))
  }
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

function node(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'xx_XX.UTF-8', GUICHET_HOME: join(copy, 'home') },
  })
  return { status, output: stdout + stderr }
}

it('is known to the compiler, to the help, to the lessons, and by the machine’s own settings', () => {
  expect(node('node_modules/typescript/bin/tsc', '--noEmit')).toEqual({ status: 0, output: '' })
  expect(node('scripts/build.mjs')).toMatchObject({ status: 0 })
  const help = node('dist/bin.js', '--lang', 'xx', '--help')
  expect(help.output).toMatch(/--lang <fr\|en\|xx>/)
  expect(help.output).toMatch(/^ +lessons /m)
  expect(node('dist/bin.js', 'lecons').output).toMatch(/1 {2}The post office/)
  expect(node('dist/bin.js', 'lecons', '--lang', 'yy').output).toMatch(/--lang/)
})
