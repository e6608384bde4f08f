// Bundles a fixture program of the tests so that Node runs it as it runs ours.
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** The bundled file's path, inside the project so that packages are found; `remove` deletes it. */
export async function bundleFixture(source: string): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(process.cwd(), 'node_modules', '.guichet-fixture-'))
  const file = join(folder, 'fixture.mjs')
  await build({
    entryPoints: [source],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  })
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
