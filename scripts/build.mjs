// Builds dist/ from src/ and lessons/: one file per program, shared code in chunks, types for `guichet/broker`.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const lessons = readdirSync('lessons', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => [`lessons/${entry.name}/lesson`, `lessons/${entry.name}/lesson.ts`])

// The files that others import when they are wanted, except the first: main.ts.
const loadedLater = new Set(
  readdirSync('src', { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.ts') && name !== 'bin.ts')
    .flatMap(({ name, parentPath }) =>
      [...readFileSync(join(parentPath, name), 'utf8').matchAll(/import\('(\.[^']+)\.js'\)/g)].map(([, path]) =>
        join(root, parentPath, `${path}.ts`),
      ),
    ),
)

// What every start needs is put in our own files: each package opened is paid for before the first screen. The others
// are the package's dependencies, loaded by the commands that want them.
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

rmSync('dist', { recursive: true, force: true })
const bundle = (entryPoints, plugins) =>
  build({
    entryPoints,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.12',
    external: Object.keys(dependencies),
    metafile: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [onLoad(/\.json$/, parseAtStart), ...plugins],
  })

const { metafile } = await bundle({ bin: 'src/bin.ts', ...Object.fromEntries(lessons) }, [onLoad(/\.ts$/, afterMain)])
writeFileSync('dist/NOTICES.txt', notices(metafile))
// What the list of lessons tells of each, so that it has none to load.
const minutes = {}
for (const [name] of lessons) {
  const { default: lesson } = await import(pathToFileURL(join(root, 'dist', `${name}.js`)))
  minutes[lesson.id] = lesson.minutes
}
writeFileSync('dist/lessons/minutes.json', JSON.stringify(minutes))
// What runs in processes of its own.
await bundle(
  {
    producer: 'src/producer.ts',
    tracker: 'src/tracker.ts',
    janitor: 'src/programs/janitor.ts',
    'told-to-stop': 'src/programs/told-to-stop.ts',
    bureau: 'src/office/bureau.ts',
    'docker-sweep': 'src/office/docker-sweep.ts',
    'lab-sweep': 'src/diagnostic/lab-sweep.ts',
    broker: 'src/broker/index.ts',
  },
  [],
)

const tsc = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace('package.json', 'bin/tsc')
const types = spawnSync(process.execPath, [tsc, '-p', 'scripts/tsconfig.types.json'], { stdio: 'inherit' })
if (types.status !== 0) process.exit(1)
dropUnreachable('dist/types/broker/index.d.ts')
writeFileSync('dist/.stamp', new Date().toISOString())

function onLoad(filter, callback) {
  return { name: callback.name, setup: (bundle) => bundle.onLoad({ filter }, callback) }
}

/**
 * What the CLI loads only when it is wanted comes after main.ts, always: said to the bundler, all that main.ts needs is
 * one chunk instead of a dozen, and each file that a start opens is paid for by whoever waits for the first screen.
 */
function afterMain({ path }) {
  if (!isLoadedLater(path)) return undefined
  const contents = `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(join(root, 'src/commands/main.ts'))}\n`
  return { contents, loader: 'ts' }
}

function isLoadedLater(path) {
  return /lesson\.ts$/.test(path) || loadedLater.has(path)
}

/** The licences of the packages put in our files, as they ask. */
function notices({ inputs }) {
  const folders = Object.keys(inputs).map((path) => path.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
  return [...new Set(folders)]
    .filter((folder) => folder !== undefined)
    .sort()
    .map((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
      return `${name} ${version}\n\n${readFileSync(join(folder, licence), 'utf8').trim()}\n`
    })
    .join(`\n${'-'.repeat(72)}\n\n`)
}

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
