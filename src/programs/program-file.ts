// Where our built programs are, whether this runs from src/ or from dist/.
import { isAbsolute, join } from 'node:path'
import { packageRoot } from '../package-root.js'

/** The script of a program: a name (`producer`) is `dist/producer.js`; an absolute path is itself. */
export function programFile(program: string): string {
  return isAbsolute(program) ? program : join(packageRoot, 'dist', `${program}.js`)
}
