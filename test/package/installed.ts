// The package as a stranger gets it: packed from what is built, and installed in an empty folder.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packageRoot } from '../../src/package-root.js'

const windows = process.platform === 'win32'

interface Said {
  stdout: string
  stderr: string
}

export interface Installed {
  /** The folder whose node_modules has it. */
  folder: string
  tarball: string
  /** The paths in the tarball. */
  files: string[]
  /** Runs a command in the folder; rejects with what it said when it fails. */
  run(command: string, args: string[], env?: Record<string, string>): Promise<Said>
  npm(...args: string[]): Promise<Said>
  remove(): void
}

/** Packs what dist/ holds, without building it anew (other tests are running it), and installs it. */
export async function installPackage(): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-package-'))
  const run: Installed['run'] = (command, args, env = {}) =>
    promisify(execFile)(command, args, {
      cwd: folder,
      // npm's own variables would tell the npm within about our project.
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))),
        npm_config_update_notifier: 'false',
        ...env,
      },
      maxBuffer: 1 << 24,
      // npm and npx are scripts there.
      shell: windows && command.startsWith('np'),
    })
  const npm = (...args: string[]) => run('npm', args)
  const packed = await npm('pack', packageRoot, '--ignore-scripts', '--json')
  const [{ filename, files }] = JSON.parse(packed.stdout)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'stranger', private: true, type: 'module' }))
  await npm('install', `./${filename}`, '--prefer-offline', '--no-audit', '--no-fund')
  return {
    folder,
    tarball: join(folder, filename),
    files: files.map(({ path }: { path: string }) => path),
    run,
    npm,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** The packages that came with it, itself included. */
export function packagesIn(folder: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8'))
  return Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, ''))
}
