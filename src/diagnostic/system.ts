// Which system the commands are for.
import { readFileSync } from 'node:fs'
import { release } from 'node:os'

export type System = 'linux' | 'macos' | 'windows' | 'wsl'

/** WSL is Linux whose kernel Microsoft built: `5.15.153.1-microsoft-standard-WSL2`. */
export function thisSystem(platform: NodeJS.Platform = process.platform, kernel: string = release()): System {
  if (platform === 'win32') return 'windows'
  if (platform === 'darwin') return 'macos'
  return /microsoft/i.test(kernel) ? 'wsl' : 'linux'
}

/**
 * How this Linux installs compose, where its name is known; undefined elsewhere.
 * @param osRelease https://www.freedesktop.org/software/systemd/man/os-release.html
 */
export function composePackage(osRelease: string = readOsRelease()): string | undefined {
  const names = [...osRelease.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)/gm)].flatMap(([, value = '']) => value.split(' '))
  if (names.includes('ubuntu')) return 'sudo apt-get install docker-compose-v2'
  if (names.includes('debian')) return 'sudo apt-get install docker-compose'
  if (names.includes('fedora')) return 'sudo dnf install docker-compose'
  if (names.includes('arch')) return 'sudo pacman -S docker-compose'
  return undefined
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8')
  } catch {
    return ''
  }
}
