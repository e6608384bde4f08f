// `guichet diagnostic` as a person or a program runs it: shapes, files, stdin, exit codes, nothing secret.
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lexer, type Tokens } from 'marked'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { expectNoTrace, newPlace, type Outcome, type Place } from '../e2e/cli.js'

const LINE =
  'Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit'
const SIGNED_IN = "toomanyrequests: You have reached your pull rate limit as 'lara': dckr_jti_9Lg3=. You may increase"

let place: Place

beforeAll(() => {
  place = newPlace()
  // No docker here, whatever the machine has: the shortest way to a verdict.
  const empty = join(place.here, 'no-docker')
  mkdirSync(empty)
  place.env.PATH = empty
})
afterAll(() => place.remove())

function guichet(
  args: string[],
  { input = '', env = {} }: { input?: string | Buffer; env?: Record<string, string> } = {},
) {
  return new Promise<Pick<Outcome, 'code' | 'stdout' | 'stderr'>>((resolve) => {
    const options = { cwd: place.here, env: { ...place.env, ...env } as NodeJS.ProcessEnv }
    const child = execFile(
      process.execPath,
      [join(packageRoot, 'dist', 'bin.js'), ...args],
      options,
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    )
    child.stdin?.end(input)
  })
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(place.here, name), content)
  return name
}

describe('a pasted log', () => {
  it('in JSON is a verdict, its evidence and remedies, and nothing else', async () => {
    const { code, stdout, stderr } = await guichet([
      'diagnostic',
      '--json',
      '--journal',
      file('up.log', `a\n${LINE}\nb\n`),
    ])
    const found = JSON.parse(stdout)
    expect(Object.keys(found)).toEqual(['verdict', 'evidence', 'remedies'])
    expect(found).toMatchObject({ verdict: 'hub-limit-anon', evidence: LINE })
    for (const remedy of found.remedies) expect(Object.keys(remedy)).toEqual(['title', 'commands'])
    expect(found.remedies[1].commands[0]).toBe('docker login')
    expect([code, stderr]).toEqual([1, ''])
  })

  it('is read from stdin, and the twin speaks English', async () => {
    const french = await guichet(['diagnostic', '--journal', '-'], { input: LINE })
    expect(french.stdout).toContain('Docker Hub refuse')
    const english = await guichet(['doctor', '--lang', 'en', '--log', '-'], { input: LINE })
    expect(english.stdout).toContain('Docker Hub refuses')
    expect([french.code, english.code]).toEqual([1, 1])
  })

  it('may be in the UTF-16 that PowerShell writes', async () => {
    const bytes = Buffer.from(`\ufeff${LINE}\r\n`, 'utf16le')
    const { stdout } = await guichet(['diagnostic', '--json', '--journal', file('utf16.log', bytes)])
    expect(JSON.parse(stdout).verdict).toBe('hub-limit-anon')
  })

  it('may be empty, or no text at all', async () => {
    const explain = async (input: string | Buffer) => {
      const { code, stdout, stderr } = await guichet(['diagnostic', '--json', '--journal', '-'], { input })
      expect([code, JSON.parse(stdout).verdict, stderr]).toEqual([1, 'unknown', ''])
    }
    await Promise.all(['', '\n', Buffer.from([0, 255, 254, 1, 2])].map(explain))
  })

  it('never shows who it was, nor the token', async () => {
    const show = async (args: string[]) => {
      const { stdout, stderr } = await guichet(['diagnostic', ...args, '--journal', '-'], { input: SIGNED_IN })
      expect(stdout + stderr).not.toMatch(/lara|9Lg3/)
    }
    await Promise.all([['--json'], ['--simple'], ['--rapport', 'secret.md']].map(show))
    expect(readFileSync(join(place.here, 'secret.md'), 'utf8')).not.toMatch(/lara|9Lg3/)
  })

  it('has no colour in a pipe, and no sign in the spoken form', async () => {
    const drawn = await guichet(['diagnostic', '--journal', '-'], { input: LINE })
    expect(drawn.stdout).not.toContain('\x1b')
    const spoken = await guichet(['--simple', 'diagnostic', '--journal', '-'], { input: LINE })
    expect(spoken.stdout).not.toMatch(/[│◆•]/)
  })
})

describe('bad usage', () => {
  it.each([
    ['a log that is not there', ['--journal', 'nowhere.log'], 'ce fichier ou ce dossier n’existe pas'],
    ['a folder for a log', ['--journal', '.'], 'c’est un dossier'],
    ['no log at all', ['--journal'], '--journal'],
    ['a log and a trial', ['--journal', '-', '--essai'], '--essai'],
    ['an unknown flag', ['--jurnal', 'x'], '--journal'],
  ])('%s is one sentence, and exit code 2', async (_, args, words) => {
    const { code, stdout, stderr } = await guichet(['diagnostic', ...args])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(words)
    expectNoTrace(stderr)
  })

  it('a report that cannot be written is said, and is not bad usage', async () => {
    const { code, stderr } = await guichet(['diagnostic', '--journal', '-', '--rapport', 'no/such/folder.md'], {
      input: LINE,
    })
    expect([code, stderr]).toEqual([1, expect.stringContaining('no/such/folder.md')])
    expectNoTrace(stderr)
  })
})

describe('this machine', () => {
  it('in JSON is a verdict, every check and remedies, and nothing else', async () => {
    const { code, stdout, stderr } = await guichet(['diagnostic', '--json'])
    const found = JSON.parse(stdout)
    expect(Object.keys(found)).toEqual(['verdict', 'checks', 'remedies'])
    expect(found.verdict).toBe('docker-missing')
    expect(found.checks).toHaveLength(12)
    for (const check of found.checks) expect(Object.keys(check)).toEqual(['id', 'status', 'evidence'])
    expect([code, stderr]).toEqual([1, ''])
  })

  it('shows the checks as far as the first failure, then the verdict', async () => {
    const { stdout } = await guichet(['diagnostic'])
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      '◇  Le diagnostic de Docker',
      '│',
      '│  docker    non  docker\u00a0: introuvable dans ce terminal',
      '│            le reste n’est pas essayé\u00a0: il vient après «\u00a0docker\u00a0»',
      '│',
      '◆  Docker n’est pas installé, ou ce terminal ne le trouve pas',
    ])
  })

  it('masks what docker itself says', async () => {
    const bin = join(place.here, 'bin')
    mkdirSync(bin)
    writeFileSync(
      join(bin, 'docker'),
      '#!/bin/sh\necho "open /home/lara/.docker/config.json: from 203.0.113.7" >&2; exit 1\n',
    )
    chmodSync(join(bin, 'docker'), 0o755)
    const { stdout } = await guichet(['diagnostic', '--json'], { env: { PATH: bin } })
    expect(JSON.parse(stdout).checks[0].evidence).toBe('open /home/***/.docker/config.json: from ***')
  })
})

describe('the report', () => {
  it('is Markdown with the verdict, the proof, the checks and every remedy with its limit', async () => {
    const { code, stderr } = await guichet(['diagnostic', '--rapport', 'diagnostic.md'])
    expect([code, stderr]).toEqual([1, expect.stringContaining('diagnostic.md')])
    const text = readFileSync(join(place.here, 'diagnostic.md'), 'utf8')
    const tokens = lexer(text)
    const headings = tokens
      .filter((token): token is Tokens.Heading => token.type === 'heading')
      .map((token) => token.text)
    expect(headings).toEqual([
      'Diagnostic de Docker',
      'Verdict\u00a0: `docker-missing`',
      'Vérifications',
      'Remèdes, dans cet ordre',
    ])
    const table = tokens.find((token): token is Tokens.Table => token.type === 'table')
    expect(table?.rows).toHaveLength(12)
    expect(text).toContain('Docker Desktop est gratuit pour apprendre')
    expect(text.match(/```shell\n[^`]*\n```/g)?.join()).not.toMatch(/\u00a0/)
  })

  it('of a limit says what does not mend it, too', async () => {
    await guichet(['diagnostic', '--journal', '-', '--rapport', 'limit.md', '--json'], { input: LINE })
    const text = readFileSync(join(place.here, 'limit.md'), 'utf8')
    expect(text).toContain(LINE)
    expect(text).toMatch(/public\.ecr\.aws[\s\S]*bitnami/)
  })

  it('keeps whatever a log says from being read as Markdown', async () => {
    const evil = 'Error: ```\n# title\n| a | <img src=x onerror=alert(1)> | `'
    await guichet(['diagnostic', '--journal', '-', '--rapport', 'evil.md'], {
      input: `${evil}\nfatal error: \`\`\`js <b>`,
    })
    const tokens = lexer(readFileSync(join(place.here, 'evil.md'), 'utf8'))
    expect(tokens.filter(({ type }) => type === 'html')).toEqual([])
    expect(tokens.find((token): token is Tokens.Code => token.type === 'code')?.text).toBe('fatal error: ```js <b>')
  })
})
