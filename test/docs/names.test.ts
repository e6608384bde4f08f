// What a page names is there: files, links, scripts, commands. A page that sends people nowhere is worse than none.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildCommands } from '../../src/commands/commands.js'
import { packageRoot } from '../../src/package-root.js'
import { commandLines, page, pages } from './pages.js'

const { scripts, version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
/** A lesson's own files are named without their folder. */
const exists = (path: string) =>
  existsSync(join(packageRoot, path)) || existsSync(join(packageRoot, 'lessons', '01-bureau-de-poste', path))

/** In backquotes, with a folder or a file's ending: a path of the repository, unless it has a blank to fill in. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words!)
  return quoted.filter((words) =>
    /^(?:[\w.-]+\/)+[\w.-]*$|^[\w.-]+\.(?:ts|mjs|json|md|yaml)$|^(?:src|lessons|test)$/.test(words),
  )
}

/** Not ours: made by a command, or the name of an import. */
const ELSEWHERE = /^(?:guichet\/broker|tracker\.log|report\.md|rapport\.md|kafka\.md|node_modules\/.*|dist\/.*)$/

describe.each(pages)('$path', ({ path, text }) => {
  it('names files that exist', () => {
    const missing = pathsIn(text).filter((name) => !ELSEWHERE.test(name) && !isImage(name) && !exists(name))
    expect(missing).toEqual([])
  })

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => join(dirname(path), link!))
    expect(links.filter((link) => !exists(link))).toEqual([])
  })

  it('gives scripts and commands that exist', () => {
    const said = [...text.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words!).concat(commandLines(text))
    const run = said.flatMap((line) => line.match(/^npm run ([\w:]+)/)?.[1] ?? [])
    expect(run.filter((name) => !(name in scripts))).toEqual([])
    const known = buildCommands(version).commands.flatMap((command) => [command.name(), ...command.aliases()])
    const asked = said.flatMap((line) => line.match(/^(?:npx )?guichet ([a-z]+)/)?.[1] ?? [])
    expect(asked.filter((name) => !known.includes(name))).toEqual([])
  })
})

/** `confluentinc/cp-kafka`: an image of Docker's, not a folder of ours. */
function isImage(name: string): boolean {
  return /^(?:confluentinc|apache)\/[\w-]+$/.test(name)
}

describe.each([
  ['README.fr.md', 'README.md'],
  ['CONTRIBUTING.fr.md', 'CONTRIBUTING.md'],
  ['docs/bureau.fr.md', 'docs/broker.md'],
  ['docs/atelier.fr.md', 'docs/workshop.md'],
  ['docs/au-travail.fr.md', 'docs/at-work.md'],
])('%s and %s', (french, english) => {
  it('have the same parts, and name the same files', () => {
    const headings = (text: string) => (text.match(/^#{1,3} /gm) ?? []).join('')
    expect(headings(page(english))).toBe(headings(page(french)))
    const ours = (text: string) =>
      new Set(pathsIn(text).filter((name) => !/CONTRIBUTING|README|i18n\/(fr|en)/.test(name)))
    expect(ours(page(english))).toEqual(ours(page(french)))
  })
})

describe.each(
  readdirSync(join(packageRoot, '.github'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yml'),
  ),
)('.github/%s', (name) => {
  it('asks for commands and scripts that exist', () => {
    const text = readFileSync(join(packageRoot, '.github', name), 'utf8')
    const known = buildCommands(version).commands.flatMap((command) => [command.name(), ...command.aliases()])
    const asked = [...text.matchAll(/[«“] ?guichet ([a-z]+)/g)].map(([, command]) => command!)
    expect(asked.filter((command) => !known.includes(command))).toEqual([])
    for (const [, script] of text.matchAll(/bash (\S+)/g)) expect(exists(script!)).toBe(true)
    expect(text).not.toMatch(/\t/)
  })
})

it('the changelog tells of the version at hand', () => {
  expect(page('CHANGELOG.md')).toContain(`## ${version}`)
})
