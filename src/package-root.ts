// Where the package lies, whether this runs from src/ or from dist/: lessons' texts, sources and programs are found from here.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

/** The absolute path of the folder that holds `package.json`. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)))
