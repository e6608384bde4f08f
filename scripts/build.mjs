// Builds dist/ from src/ and lessons/: one file per program, shared code in chunks, types for `guichet/broker`.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const lessons = readdirSync('lessons', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => [`lessons/${entry.name}/lesson`, `lessons/${entry.name}/lesson.ts`])

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: {
    bin: 'src/bin.ts',
    producer: 'src/producer.ts',
    tracker: 'src/tracker.ts',
    janitor: 'src/programs/janitor.ts',
    bureau: 'src/office/bureau.ts',
    'docker-sweep': 'src/office/docker-sweep.ts',
    'lab-sweep': 'src/diagnostic/lab-sweep.ts',
    broker: 'src/broker/index.ts',
    ...Object.fromEntries(lessons),
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.12',
  packages: 'external',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [{ name: 'texts', setup: (bundle) => bundle.onLoad({ filter: /\.json$/ }, parseAtStart) }],
})

const tsc = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace('package.json', 'bin/tsc')
const types = spawnSync(process.execPath, [tsc, '-p', 'scripts/tsconfig.types.json'], { stdio: 'inherit' })
if (types.status !== 0) process.exit(1)
dropUnreachable('dist/types/broker/index.d.ts')
writeFileSync('dist/.stamp', new Date().toISOString())

/** Texts as one string to parse: Node reads that faster than an object written out, and every start pays for it. */
function parseAtStart({ path }) {
  const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')))
  return { contents: `export default JSON.parse(${JSON.stringify(text)})` }
}

/** The compiler writes the types of every file; those the public ones never name are nobody's. */
function dropUnreachable(entry) {
  const reached = new Set()
  const visit = (file) => {
    if (reached.has(file)) return
    reached.add(file)
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)\.js'/g)) {
      visit(join(dirname(file), `${path}.d.ts`))
    }
  }
  visit(join(entry))
  for (const { name, parentPath } of readdirSync('dist/types', { recursive: true, withFileTypes: true })) {
    const file = join(parentPath, name)
    if (name.endsWith('.d.ts') && !reached.has(file)) rmSync(file)
  }
}
