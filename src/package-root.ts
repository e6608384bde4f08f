// Where the package lies, whether this runs from src/ or from dist/: lessons' texts, sources and programs are found from here.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The nearest folder, from this one up, that holds `package.json`. Throws where there is none. */
export function findRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) throw new Error(`guichet: no package.json in ${from}, nor in any folder above it`)
  }
}

/** The absolute path of the folder that holds `package.json`. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)))
