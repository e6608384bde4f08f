// `npm run bench`: bundles the benchmark's TypeScript and runs it. `npm run bench -- --help` says what can be asked.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const outfile = join(root, '.cache', 'bench', 'main.mjs')
await build({
  entryPoints: [join(root, 'bench', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  // Both files look for others from where their source lies.
  define: { 'import.meta.dirname': JSON.stringify(join(root, 'test', 'support')) },
  logLevel: 'error',
})
await import(pathToFileURL(outfile))
